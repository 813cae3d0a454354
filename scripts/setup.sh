#!/usr/bin/env bash
# Sets up what is missing, says nothing when nothing is: system packages, .venv, .env.
# `setup.sh test` adds what the test suite needs.
set -euo pipefail
cd "$(dirname "$0")/.."
export LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
wanted=${1:-run}

need() { # need PACKAGE COMMAND...: remember the Debian package when the command fails
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
library() { PATH=$PATH:/sbin:/usr/sbin ldconfig -p | grep -q "$1"; }
python_found() { command -v "$python" && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; }
# The module venv alone does not tell: Debian keeps ensurepip in a package of its own.
venv_works() { [[ -x .venv/bin/pip ]] || "$python" -c 'import ensurepip, venv'; }

# The system's own Python first: built with profiles, it serves a page a tenth faster than one that
# somebody compiled and put earlier on the PATH. PYTHON=... picks another.
for python in ${PYTHON:-/usr/bin/python3 python3}; do
    { python_found && venv_works; } >/dev/null 2>&1 && break
done

missing=()
need python3 python_found
need python3-venv venv_works
need libpango-1.0-0 library libpango-1.0.so.0
need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
need libharfbuzz-subset0 library libharfbuzz-subset.so.0
if [[ $wanted == test ]]; then
    need chromium command -v chromium
    need poppler-utils command -v pdftotext
fi
if ((${#missing[@]})); then
    if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
        echo "Installing system packages: ${missing[*]}"
        log=$(mktemp)
        { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } \
            >"$log" 2>&1 </dev/null || { tail -n 20 "$log"; exit 1; }
        rm -f "$log"
        missing=()
    else
        echo "System packages are missing. On Debian or Ubuntu, please run:"
        echo "    sudo apt-get install -y --no-install-recommends ${missing[*]}"
        echo "Elsewhere, install the packages that hold the same programs and libraries."
    fi
fi
if ! { python_found && venv_works; } >/dev/null 2>&1; then
    echo "Stopped: Python 3.11 or newer is needed as python3, with its venv module."
    exit 1
fi
if ((${#missing[@]})); then
    echo "Going on without them: printing needs pango and harfbuzz, tests chromium and poppler."
fi

if ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv
    "$python" -m venv .venv
fi

install_locked() { # install_locked LOCK: once per content of the lock
    local lock=$1 stamp=.venv/$1.installed
    cmp -s "$lock" "$stamp" && return
    [[ -x .venv/bin/uv ]] || .venv/bin/pip install -q uv 2>/dev/null || true
    .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$lock" 2>/dev/null ||
        .venv/bin/pip install -q --require-hashes -r "$lock"
    cp "$lock" "$stamp"
}
install_locked requirements.lock
[[ $wanted != test ]] || install_locked requirements-dev.lock

if [[ ! -e .env ]]; then
    (umask 077 && .venv/bin/python scripts/make_env.py >.env.new && mv .env.new .env)
fi
