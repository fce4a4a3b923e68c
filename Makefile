# `make demo` and `make test` need git, make and Python 3.11 or newer, and nothing else.

# The first of these that starts and is new enough; `make PYTHON=/some/python test` takes another.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$python; break; fi; done)

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SAMPLE := corpora/sample
SHARED := $(or $(FILING_ENGINE_SHARED),../shared)
SHOWN := $(SAMPLE)/filings/hire-and-options-2005.txt

.PHONY: demo test lint format bench floors models lock clean
.DELETE_ON_ERROR:

demo: $(INSTALLED)
	@mkdir -p build
	$(BIN)/filing-engine run $(SAMPLE)/filings --to build/demo.jsonl
	$(BIN)/filing-engine show $(SHOWN)
	$(BIN)/filing-engine evaluate $(SAMPLE)

test: lint
	$(BIN)/pytest -n 2

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(INSTALLED)
	@for script in bench/*.py; do echo "$$script"; $(BIN)/python "$$script" || exit 1; done

# What tests/test_floors.py holds, raised (or, with a message, lowered) to what is reached now.
floors: $(INSTALLED)
	$(BIN)/python -m engine.explaining.floors tests/floors.json $(SAMPLE) $(wildcard $(SHARED)/gold/dev)

# The pipelines in models/ hold no rules, only their config: written anew when components or the version change.
models: $(INSTALLED)
	$(BIN)/python -m engine.models models

# Resolved with the oldest Python supported, so that every version in it runs on all of them.
# Versions stay where they can; `make lock UPGRADE=--upgrade` takes the newest.
lock:
	python3.11 -m venv build/lock
	build/lock/bin/python -m pip install --quiet pip-tools==7.6.2
	build/lock/bin/pip-compile $(UPGRADE) --quiet --extra test --extra dev --generate-hashes --allow-unsafe \
		--strip-extras --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host \
		--no-emit-find-links --no-emit-options --output-file requirements.lock pyproject.toml
	@if grep -E '://|@ file:' requirements.lock; then echo 'requirements.lock: an address got in' >&2; exit 1; fi
	@{ echo '# Every package that the engine, its tests and its build need, with the hashes of all files of that version.'; \
		echo '# Written by `make lock`; installed with `pip install --require-hashes -r requirements.lock`.'; \
		grep -vE '^#|^$$' requirements.lock; } > build/requirements.lock
	@mv build/requirements.lock requirements.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache

$(INSTALLED): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo 'No Python 3.11 or newer found as python3.13, python3.12, python3.11 or python3.' \
		'Install one, or say `make PYTHON=/path/to/python ...`.' >&2; exit 1; }
	@echo 'Building $(VENV) with $(PYTHON): a minute or two, once.'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
