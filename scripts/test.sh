#!/usr/bin/env bash
# The whole suite on every core; arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
export LANG=C.UTF-8 DJANGO_ALLOW_ASYNC_UNSAFE=1  # Playwright's loop runs in the test's own thread
exec .venv/bin/pytest -q -n "${TEST_WORKERS:-auto}" --dist worksteal "$@"
