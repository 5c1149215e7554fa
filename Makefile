# `make site` and `make test` set up all that they need on a fresh machine with Python 3.11 or newer.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help site test check format docs bench clean

help: ## Say what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 14

site: $(VENV)/installed ## Set up, validate the seeds, publish them to site/, answer a question
	@$(BIN)/maalbar publish seeds --out site
	@$(BIN)/maalbar query startoff-partners --path seeds

test: $(VENV)/dev ## Set up, and pass the tests
	@$(BIN)/python -m pytest --numprocesses auto

check: $(VENV)/dev ## Format, lint and types, as CI wants them
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy

format: $(VENV)/dev ## Format the code
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

docs: $(VENV)/dev ## Write the reference of findings anew, from the words and the golden cases
	@$(BIN)/python -m pytest -q tests/test_golden.py -k the_reference_is --update-golden

bench: $(VENV)/dev ## Measure, side by side with peers
	@for each in validating main_job contributions corpus serving; do $(BIN)/python benchmarks/$$each.py; done

clean: ## Remove what was made
	rm -rf $(VENV) site

$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Målbar needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --editable .
	@touch $@

$(VENV)/dev: $(VENV)/installed
	@$(PIP) --editable '.[dev]'
	@touch $@
