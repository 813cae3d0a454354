# The commands a developer types; a school's own server is described in docs/deployment.md.
SHELL := /bin/bash
export LANG := C.UTF-8

PYTHON := .venv/bin/python
COMPILE := .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: help setup run test check format lock vendor

help: ## what there is to type
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: ## system packages, .venv, .env; quiet and repeatable
	@scripts/setup.sh

run: setup ## the app with demo data on http://127.0.0.1:8000 (or $$PORT), and a job worker
	@scripts/run.sh

test: ## the whole test suite, on SQLite or on the database named in DATABASE_URL
	@scripts/setup.sh test
	@scripts/test.sh $(ARGS)

check: ## linters, types, migrations and settings, without the tests
	@scripts/setup.sh test
	@scripts/check.sh

format: ## put Python files and templates into shape
	@.venv/bin/ruff check --fix -q . || true
	@.venv/bin/ruff format -q .
	@.venv/bin/djhtml templates

lock: ## renew requirements.lock and requirements-dev.lock from pyproject.toml
	@$(COMPILE) $(UPGRADE) pyproject.toml -o requirements.lock
	@$(COMPILE) $(UPGRADE) pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock

vendor: ## copy the pinned front-end files into static/vendor
	@$(PYTHON) scripts/vendor.py
