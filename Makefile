# Everything runs in .venv, made from requirements.lock (versions and hashes). Needs python3 (3.11 or newer) and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
CODE   := flows tests

# Prefect keeps its database in the project's own folder and talks to nobody.
export PREFECT_HOME := $(CURDIR)/.prefect
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false

.PHONY: check run test test-fast lint types format accept lock clean help
.DEFAULT_GOAL := check

check: format-check lint types test ## format check, lint, types, tests (the default)

run: $(READY) ## run the Prefect flow over seeds/ into cleaned/
	@$(BIN)/copydesk run

test: run ## run the flow over the seeds, then all tests
	@$(BIN)/python -m pytest

lint: $(READY)
	@$(BIN)/ruff check $(CODE)

types: $(READY)
	@$(BIN)/mypy

.PHONY: format-check
format-check: $(READY)
	@$(BIN)/ruff format --check $(CODE)

format: $(READY) ## rewrite the code in its one format
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/ruff check --fix $(CODE)

accept: $(READY) ## rewrite every expected file and show what changed
	@$(BIN)/python -m tests.accept

lock: ## resolve the dependencies anew into requirements.lock (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes -o requirements.lock

clean: ## remove the environment and everything that runs have written
	rm -rf $(VENV) .prefect .pytest_cache .mypy_cache .ruff_cache .hypothesis dist

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "copydesk needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	@echo "Installing copydesk into $(VENV) (a minute or two, the first time) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
