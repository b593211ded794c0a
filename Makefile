# The two commands: make demo, make test. The rest is for those who change Mufakat.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PORT ?= 8000
DATA ?= ./data
WORKERS ?= 2

PY := .venv/bin/python
UV := bin/uv
INSTALL := $(UV) pip install --quiet --python $(PY)
# Whoever is done first takes over from the others; the long ones begin first (conftest.py).
PYTEST := $(PY) -m pytest -n $(WORKERS) --dist worksteal
# Only what the tests need to know of the machine reaches them (tests/settings.py).
SQLITE := env -u DATABASE_URL
# Compiled once, started often.
export UV_COMPILE_BYTECODE := 1
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo setup check test test-sqlite test-postgres test-browser soak fmt words bench lock clean

help:
	@echo "make demo [PORT=8000 DATA=./data]   set up and serve the demonstration"
	@echo "make test                           every check and test, on SQLite and PostgreSQL"
	@echo "make soak [HISTORIES=5000 STEPS=80]  long random histories of devices without network"
	@echo "make check | fmt | words            checks alone | format | catalogue of translations"
	@echo "make bench | lock                   measurements | new versions of what we use"

# -- Setting up: a stamp is younger than the files that it was made from ----------------------

.venv/.runs: requirements.lock pyproject.toml .python-version bin/uv bin/venv
	@bin/venv
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --editable .
	@touch $@

.venv/.develops: .venv/.runs requirements-dev.lock
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

setup: .venv/.develops

demo: .venv/.runs
	@.venv/bin/mufakat demo --port $(PORT) --data $(DATA)

# -- Checks and tests -------------------------------------------------------------------------

check: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(SQLITE) $(PY) -m django makemigrations --check --dry-run
	$(SQLITE) $(PY) -m pytest -q tests/test_shape.py tests/test_writes.py tests/test_words.py

test: check test-sqlite test-postgres

# The browser waits for our pages as often as we wait for it: both cores are busy only if the others run beside it.
test-sqlite: setup
	@echo "== Tests on SQLite, those in the browser among them"
	$(SQLITE) $(PYTEST)

test-browser: setup
	@echo "== Browser tests alone"
	$(SQLITE) $(PYTEST) -m browser

test-postgres: setup
	@echo "== Tests on PostgreSQL"
	$(PY) tests/pg.py -- $(PYTEST) -m "not browser"

# Many and long random histories of devices without network, others each time (tests/offline/test_oracle.py).
HISTORIES ?= 5000
STEPS ?= 80
SOAK := $(PY) -m pytest -q tests/offline/test_oracle.py
soak: export MUFAKAT_HISTORIES=$(HISTORIES)
soak: export MUFAKAT_STEPS=$(STEPS)
soak: setup
	@echo "== $(HISTORIES) histories on SQLite, then on PostgreSQL"
	$(SQLITE) $(SOAK)
	$(PY) tests/pg.py -- $(SOAK)

# -- For those who change Mufakat -------------------------------------------------------------

fmt: setup
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

# Brings the Indonesian catalogue up to date: new sentences appear empty, then it is compiled.
words: setup
	$(SQLITE) DJANGO_SETTINGS_MODULE=tests.settings $(PY) -m tests.words

bench: setup
	$(PY) -m bench

# Keeps what is locked and still fits; UPGRADE=--upgrade takes the newest of everything.
LOCK := pip compile --quiet --universal --python-version 3.12 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE)
lock:
	$(UV) $(LOCK) pyproject.toml -o requirements.lock
	$(UV) $(LOCK) --group dev --constraints requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv .tools build dist .mypy_cache .ruff_cache tests/out
