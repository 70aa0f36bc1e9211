# Two commands: `make run` serves the maps, `make test` runs everything.
PYTHON ?= python3
PORT ?= 8050
OBSERVATORY_COLLECTIVITE ?= 41
export PORT OBSERVATORY_COLLECTIVITE

ENV := .venv/installed
TOOLS := .venv/tools
BIN := .venv/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check

run: $(ENV)
	$(BIN)/observatory build --if-missing
	$(BIN)/observatory serve

test: $(TOOLS) browser
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(TOOLS)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

$(ENV): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 ou plus récent est nécessaire.")'
	$(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

$(TOOLS): $(ENV) requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@

# Debian's Chromium, for the journeys in a real browser, where there is none and we may install it.
browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else echo "Chromium est absent et ne peut être installé ici : les parcours dans un navigateur seront passés."; fi

# After a change of the dependencies in pyproject.toml (needs uv).
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock:
	$(COMPILE) --upgrade pyproject.toml -o requirements.lock
	$(COMPILE) --extra dev pyproject.toml -c requirements.lock -o requirements-dev.lock

.PHONY: run test lint browser lock
