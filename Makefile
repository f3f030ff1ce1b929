# One word runs everything; bare `make` prints the words.
# Needs GNU make and Python 3.11 or later with venv; everything else is fetched once, by hash, into .venv and node_modules.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
LOCK_UV := 0.13.9
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# Assets need Node; without one on PATH, PyPI's wheel brings it into .venv.
NPM := $(shell command -v npm 2>/dev/null)
NODE_READY := $(if $(NPM),,$(VENV)/node.stamp)
NODE_PATH_ENV := PATH="$(CURDIR)/$(BIN):$$PATH"
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: help setup assets run test lint bench docs pictures lock clean
.DEFAULT_GOAL := help

help:  ## print these words
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/setup.stamp  ## everything the program needs, and .venv/bin/devolve

assets: webapp/static/vendor/.stamp  ## style sheets and scripts of the pages, served from this machine alone

run: setup assets  ## play the demonstration campaign and serve the workplace on http://127.0.0.1:8000
	@$(BIN)/devolve demo --serve --host $(HOST) --port $(PORT)

test: $(VENV)/test.stamp assets  ## every test that this machine can run; says loudly what it leaves out
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(TESTS)

lint: $(VENV)/test.stamp node_modules/.stamp  ## style, floors and diagrams
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports --config setup.cfg
	@set -- bpmn/*.bpmn; if [ -e "$$1" ]; then $(NODE_PATH_ENV) node_modules/.bin/bpmnlint --max-warnings 0 "$$@"; fi

bench: $(VENV)/test.stamp  ## the speed of the main job, as ratios in one run
	@$(BIN)/python -m benchmarks $(BENCH)

docs: $(VENV)/test.stamp  ## write the generated parts of docs/ anew
	@$(BIN)/python -m tools.write_docs

pictures: $(VENV)/test.stamp assets  ## take the pictures of README and handbook anew, from the demonstration
	@$(BIN)/python -m tools.pictures

lock: $(VENV)/uv.stamp  ## resolve setup.cfg and package.json into hashed locks (the only step that chooses versions)
	@for part in run test node; do \
		case $$part in \
			run) extras="--extra postgres --extra build" ;; \
			test) extras="--extra postgres --extra build --extra test -c requirements/run.lock" ;; \
			node) extras="" ;; \
		esac; \
		source=setup.cfg; [ $$part = node ] && source=requirements/node.in; \
		$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" \
			$$extras --output-file requirements/$$part.lock $$source || exit 1; \
	done
	@npm install --package-lock-only --ignore-scripts --silent

clean:  ## remove what was fetched and built; never var/
	rm -rf $(VENV) node_modules webapp/static/vendor build dist *.egg-info .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed (with venv); none found on PATH." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/setup.stamp: requirements/run.lock setup.cfg pyproject.toml | $(VENV)/bin/python
	@echo "setup: installing by hash into $(VENV)"
	@$(PIP) --require-hashes -r requirements/run.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: requirements/test.lock $(VENV)/setup.stamp
	@echo "setup: installing what the tests need"
	@$(PIP) --require-hashes -r requirements/test.lock
	@touch $@

$(VENV)/node.stamp: requirements/node.lock | $(VENV)/bin/python
	@echo "assets: no Node on PATH, fetching one into $(VENV)"
	@$(PIP) --require-hashes -r requirements/node.lock
	@touch $@

$(VENV)/uv.stamp: | $(VENV)/bin/python
	@$(PIP) uv==$(LOCK_UV)
	@touch $@

node_modules/.stamp: package.json package-lock.json .npmrc | $(NODE_READY)
	@$(NODE_PATH_ENV) npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
	@touch $@

webapp/static/vendor/.stamp: node_modules/.stamp tools/vendor_assets.py | $(VENV)/bin/python
	@$(BIN)/python tools/vendor_assets.py
	@touch $@
