# Marapat. Needs Python 3.11, 3.12 or 3.13 with venv and pip; everything else is installed by it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
STAMP_DEV := $(VENV)/.installed-dev
LOCALE := registry/wording/locale
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard registry/*/locale/*/LC_MESSAGES/django.po))

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo run test test-long check bench fuzz soak lock messages openapi clean

help:  ## what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | while IFS=: read -r name text; do printf '  make %-12s%s\n' "$$name" "$$text"; done

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { echo "Marapat needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) -V 2>&1). Name another: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' || { echo "$(PYTHON) has no venv module; install it (Debian: python3-venv)."; exit 1; }
	@echo "making $(VENV) with $$($(PYTHON) -V)"
	@$(PYTHON) -m venv $(VENV)

$(STAMP): requirements.txt | $(VENV)/bin/pip
	@echo "installing what the program needs, from requirements.txt"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(STAMP_DEV): requirements-dev.txt | $(VENV)/bin/pip
	@echo "installing what the program and its tests need, from requirements-dev.txt"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $(STAMP) $@

%.mo: %.po | $(VENV)/bin/pip
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

install: $(STAMP) $(CATALOGUES)  ## the program and its catalogues, into .venv

install-dev: $(STAMP_DEV) $(CATALOGUES)  ## the same and what the tests need

demo: install  ## from a bare clone to answered questions in three languages
	@$(BIN)/python manage.py migrate --verbosity 0 && echo "database ready"
	@$(BIN)/python manage.py load_registry
	@$(BIN)/python manage.py verify_journal
	@for question in \
		"2024 жылы I дәрежелі «Достық» орденін кім алды?" \
		"Когда Садыр Жапаров получил орден «Достык»?" \
		"Has Elvis Presley received the Order of Barys?" \
		"Who received the Order of Dostyk, first degree, in 2024?"; \
	do printf '\n» %s\n' "$$question"; $(BIN)/python manage.py ask "$$question" || exit 1; done
	@printf '\nDone. `make run` starts the web pages, the API and the worker.\n'

run: install  ## web, worker, beat and the bot (without BOT_TOKEN on a page, /chat), until Ctrl-C
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py run_all

test: install-dev  ## the tests, on SQLite
	@$(BIN)/python -m tests.run

test-long: install-dev  ## dying workers, floods, made-up requests, the browser, all on PostgreSQL: some minutes
	@$(BIN)/python -m tests.run --long

check: install-dev  ## format, lint, types, import arrows, migrations, the API's document
	@echo "ruff" && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "mypy" && $(BIN)/mypy
	@echo "import-linter" && $(BIN)/lint-imports
	@echo "django" && $(BIN)/python manage.py check && $(BIN)/python manage.py makemigrations --check --dry-run
	@echo "openapi" && $(BIN)/python manage.py spectacular --format openapi-json --validate --fail-on-warn --file $(VENV)/openapi.json && cmp -s $(VENV)/openapi.json registry/api/openapi.json || { echo "registry/api/openapi.json is not the API's document: run make openapi and look at the difference"; exit 1; }

bench: install-dev  ## how fast it answers, as ratios measured in one run
	@$(BIN)/python -m tests.benchmarks

soak: install-dev  ## ten thousand followers, a failing Bot API, a killed worker: about ten minutes
	@$(BIN)/python -m tests.benchmarks.notices

fuzz: install-dev  ## the API held against its document by many more requests than a test has
	@FUZZ_CASES=$${FUZZ_CASES:-300} FUZZ_SEED=$${FUZZ_SEED:-$$(date +%s)} $(BIN)/python -m pytest -q tests/api/test_fuzz.py

lock: install-dev  ## write the hashed locks again from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --output-file requirements.txt pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev --output-file requirements-dev.txt pyproject.toml

messages: install-dev  ## collect new messages into the catalogues
	@$(BIN)/python -m babel.messages.frontend --quiet extract --mapping-file registry/wording/babel.cfg --keyword t --no-location --sort-output --project marapat --output-file $(LOCALE)/django.pot .
	@for lang in kk ru en; do $(BIN)/python -m babel.messages.frontend --quiet update --no-fuzzy-matching --ignore-obsolete --domain django --input-file $(LOCALE)/django.pot --output-dir $(LOCALE) --locale $$lang; done

openapi: install-dev  ## write registry/api/openapi.json again
	@$(BIN)/python manage.py spectacular --format openapi-json --file registry/api/openapi.json

clean:  ## remove what was installed and made
	@rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis $(CATALOGUES)
