# All that a person or a machine does with the project. `make` alone lists it.
# Needs Python 3.11, 3.12 or 3.13 and the network for the first set-up; everything goes into $(VENV).

SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p -c '$(SUPPORTED)' 2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help setup demo compiled test check gate docs docs-check bench shots lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /|/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

$(VENV)/run: requirements/run.txt pyproject.toml src/reportedly/version.py
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; name one: make PYTHON=/path/to/python"; exit 1; }
	@echo "setting up $(VENV) with $(PYTHON): a few minutes the first time"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/run
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/dev ## an environment of its own with everything, pinned by hash, and the reading compiled
	@$(MAKE) --no-print-directory compiled || echo "The reading could not be compiled: it runs interpreted."

compiled: $(VENV)/dev ## compile the reading, twice as fast (needs a C compiler; one to two minutes; same records)
	@$(BIN)/python -m tools.compile

demo: $(VENV)/run ## read the bundled fictional reports and show one contested toll
	@$(BIN)/reportedly demo --db demo.duckdb
	@echo "The program is $(BIN)/reportedly."

test: $(VENV)/dev ## all tests
	@$(BIN)/python -m pytest

check: $(VENV)/dev ## format, lint, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

gate: $(VENV)/dev ## the quality gate: own gold against floors that only rise
	@$(BIN)/python -m gold.gate

docs: $(VENV)/dev ## write the reference pages from the code
	@$(BIN)/python -m tools.build_docs

docs-check: $(VENV)/dev ## fail when a reference page is stale
	@$(BIN)/python -m tools.build_docs --check

bench: $(VENV)/dev ## start-up and throughput, with figures
	@$(BIN)/python bench/startup.py
	@$(BIN)/python bench/throughput.py

shots: $(VENV)/dev ## pictures of every screen of the page, into build/shots (needs a Chromium)
	@mkdir -p build
	@$(BIN)/reportedly demo --db build/shots.duckdb >/dev/null
	@$(BIN)/python -m tools.shots build/shots.duckdb build/shots

lock: ## pin all dependencies anew (needs uv)
	@requirements/lock

clean: ## remove what make made
	rm -rf $(VENV) build dist src/reportedly/_compiled demo.duckdb demo.duckdb.wal .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
