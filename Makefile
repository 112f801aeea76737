# The two commands of a newcomer: make demo, make test.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
WORKERS = $(CORES)
# Many of them wait for a browser or for nodes.
test: WORKERS = $(shell expr $(CORES) + 2)
DISTRIBUTED = -n $(WORKERS) --dist loadscope --no-loadscope-reorder

# What `make profile` profiles: page, json or indexing.
WHAT ?= page

.PHONY: demo test test-fast coverage faults install check format lock clean
.PHONY: help hooks messages profile

demo: $(VENV)/.runtime          ## index the sample archive and serve it on 127.0.0.1:8000
	$(RUN) manage.py demo

test: $(VENV)/.development      ## run every test
	$(RUN) -m pytest $(DISTRIBUTED)

test-fast: $(VENV)/.development ## run the tests that need no browser, no OpenSearch and no patience
	$(RUN) -m pytest $(DISTRIBUTED) -m "not browser and not cluster and not slow and not long"

coverage: $(VENV)/.development  ## measure what the tests without browser and OpenSearch reach
	$(RUN) -m pytest $(DISTRIBUTED) -m "not browser and not cluster and not long" --cov --cov-report=term

faults: $(VENV)/.development    ## run what takes minutes: many odd requests, sources, kills
	$(RUN) -m pytest -m long -rA $(ARGS) tests

install: $(VENV)/.development   ## prepare .venv with everything, the tests' needs included

check: $(VENV)/.development     ## lint, format and types of the Python, lint of the JavaScript
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/oxlint --deny-warnings web/static/js

format: $(VENV)/.development    ## let ruff lay out the code
	$(VENV)/bin/ruff check --fix-only .
	$(VENV)/bin/ruff format .

hooks: $(VENV)/.development     ## check before every commit, by pre-commit
	$(VENV)/bin/pre-commit install

messages: $(VENV)/.development  ## gather the sentences of the interface into web/translations/ar.po
	$(RUN) -m web.translations.update

profile: $(VENV)/.development   ## profile a page of var/index (WHAT=json, WHAT=indexing, ARGS=--help)
	$(RUN) -m bench.speed.profiling $(WHAT) $(ARGS)

lock:                           ## write the lock files anew from pyproject.toml (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links pyproject.toml --extra evaluate \
	    -c requirements.txt -o requirements-evaluate.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links pyproject.toml --group dev \
	    --extra evaluate -c requirements.txt -o requirements-dev.txt

help:                           ## list these targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' Makefile | expand -t 12

clean:                          ## remove the environment and all data made at run time
	rm -rf $(VENV) var

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Fihris needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(VENV)/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt | $(VENV)/bin/python
	$(VENV)/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime
