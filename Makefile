# Everything runs in .venv, made from requirements.lock (versions and hashes). Needs python3 (3.11 or newer) and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
TRAINER := .venv-training
TRAINED := $(TRAINER)/.ready
SHARED ?= ../shared
CODE   := flows tests training benchmarks docs

# Prefect keeps its database in the project's own folder and talks to nobody.
export PREFECT_HOME := $(CURDIR)/.prefect
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export NO_MKDOCS_2_WARNING := 1

.PHONY: check run test lint types format train check-training letters profiles choices confidence docs accept lock clean help
.PHONY: bench-flat bench-html bench-duplicates bench-fields bench-languages bench-encodings
.DEFAULT_GOAL := check

check: format-check lint types test ## format check, lint, types, tests (the default)

.PHONY: environment words
environment: $(READY) ## make .venv, and nothing else

words: $(READY) ## what a change of lexicons or outlets needs: the checks of the data, and the trial pages
	@$(BIN)/copydesk check flows/copydesk/data/lexicons/*.toml flows/copydesk/data/outlets.toml
	@$(BIN)/python -m pytest tests/test_data.py tests/test_pages.py

run: $(READY) ## run the Prefect flow over seeds/ into cleaned/
	@$(BIN)/copydesk run

# As many tests at a time as there are cores, up to four; tests/conftest.py says which of them stay together, and in order.
test: run ## run the flow over the seeds, then all tests
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadgroup --no-loadscope-reorder

.PHONY: test-all
test-all: ## the same on Python 3.11, 3.12 and 3.13, as far as they are here; says which are not
	@MAKE=$(MAKE) .ci/test-all

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

train: $(TRAINED) ## learn the line model anew from the dev corpora, and measure it (SHARED=folder with corpora/ and bench/)
	@$(TRAINER)/bin/python -m training $(SHARED)

check-training: $(TRAINED) ## learn the line model once more, and compare it with the shipped one
	@$(TRAINER)/bin/python -m training $(SHARED) --check

confidence: $(TRAINED) ## count anew what each field's confidence is worth (after `make train`)
	@$(TRAINER)/bin/python -m training.confidence $(SHARED)

choices: $(TRAINED) ## learn anew which of the dates that lines show is the article's (after `make train`)
	@$(TRAINER)/bin/python -m training.choices $(SHARED)

bench-flat: $(TRAINED) ## copydesk beside its peers on lost-markup text; see benchmarks/README.md
	@$(TRAINER)/bin/python -m benchmarks.flat $(SHARED)

bench-html: $(TRAINED) ## copydesk beside its peers on HTML
	@$(TRAINER)/bin/python -m benchmarks.html $(SHARED)

bench-duplicates: $(TRAINED) ## how many pairs of records of one article the store finds
	@$(TRAINER)/bin/python -m benchmarks.duplicates $(SHARED)

bench-fields: $(TRAINED) ## what the confidence of fields is worth, and coverage against precision
	@$(TRAINER)/bin/python -m benchmarks.fields $(SHARED) --plots benchmarks/plots

bench-languages: $(TRAINED) ## copydesk beside its peers on sentences, mixed pages and quotes
	@$(TRAINER)/bin/python -m benchmarks.languages $(SHARED) --every 7

profiles: $(TRAINED) ## learn the profiles of languages anew from the dev corpora
	@$(TRAINER)/bin/python -m training.profiles $(SHARED)

docs: $(READY) ## build the documentation into site/, warnings are errors
	@$(BIN)/python -m mkdocs build --quiet

bench-encodings: $(TRAINED) ## copydesk beside its peers on bytes in all encodings, damaged and misread
	@$(TRAINER)/bin/python -m benchmarks.encodings $(SHARED)

letters: $(TRAINED) ## count anew which letters follow which in 83 languages; tells encodings apart
	@$(TRAINER)/bin/python -m training.letters $(SHARED)

accept: $(READY) ## rewrite every expected file and show what changed
	@$(BIN)/python -m tests.accept

lock: ## resolve the dependencies anew into requirements.lock (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes -o requirements.lock
	uv pip compile pyproject.toml --group dev --group training -c requirements.lock --universal --python-version 3.11 --generate-hashes -o training/requirements.lock

clean: ## remove the environment and everything that runs have written
	rm -rf $(VENV) $(VENV)-3.* $(TRAINER) .prefect .pytest_cache .mypy_cache .ruff_cache .hypothesis dist site

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "copydesk needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	@echo "Installing copydesk into $(VENV) (a minute or two, the first time) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(TRAINED): training/requirements.lock pyproject.toml
	@echo "Installing copydesk with what training needs into $(TRAINER) (a few minutes, the first time) ..."
	@$(PYTHON) -m venv $(TRAINER)
	@$(TRAINER)/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r training/requirements.lock
	@$(TRAINER)/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
