#!/usr/bin/env bash
# Everything a machine can see of the code without running the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
export LANG=C.UTF-8
bin=.venv/bin

$bin/ruff check -q .
$bin/ruff format -q --check .
$bin/djhtml --check templates
$bin/mypy
$bin/python manage.py makemigrations --check --dry-run
# The suite makes SQLite's tables from the models: here the migrations make them.
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
DATABASE_URL=sqlite:///$new/new.sqlite3 $bin/python manage.py migrate -v 0
# Production settings must be clean as they come, with nothing but hosts and keys given.
env -u SECURE_COOKIES -u SECURE_SSL_REDIRECT DEBUG=0 ALLOWED_HOSTS=school.example \
    $bin/python manage.py check --deploy --fail-level WARNING
