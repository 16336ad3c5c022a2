# Each target works as the first command on a machine with Python >= 3.11 and make.
# uv is used where it is found, pip where it is not; Chromium is fetched for the browser tests
# where that needs no password.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,\
	$(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))

# Run one command as root where that is possible without asking; fail quietly where it is not.
AS_ROOT = as_root() { if [ "$$(id -u)" = 0 ]; then "$$@"; else sudo -n "$$@"; fi; }
APT = $(AS_ROOT); apt() { command -v apt-get >/dev/null && \
	as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	as_root apt-get install -y -qq --no-install-recommends "$$@"; }

.PHONY: help demo run fake-strava test check bench screenshots evidence rule-set lock chromium clean

help:
	@echo "make demo         the dashboard on invented runners (PORT=$(PORT))"
	@echo "make run          the dashboard on your own data"
	@echo "make fake-strava  a Strava to develop against, on this machine"
	@echo "make test         the whole suite"
	@echo "make check        lint, types and the fast tests"
	@echo "make bench        memory, speed and page times"
	@echo "make screenshots  every screen, wide and narrow, light and dark"
	@echo "make evidence     numbers in docs/evidence as the rule files have them"
	@echo "make rule-set     a new version of the rules, where they have changed"
	@echo "make lock         resolve the dependencies again"

demo: $(VENV)/runtime.stamp
	$(BIN)/kneewise demo --port $(PORT)

run: $(VENV)/runtime.stamp
	$(BIN)/kneewise serve --port $(PORT)

fake-strava: $(VENV)/development.stamp
	$(BIN)/python -m tests.fake_strava

test: $(VENV)/development.stamp chromium
	$(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST)

check: $(VENV)/development.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/ty check --python $(VENV)
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not browser and not slow" $(PYTEST)

bench: $(VENV)/development.stamp chromium
	$(BIN)/python -m bench.import_memory
	$(BIN)/python -m bench.pages

screenshots: $(VENV)/development.stamp chromium
	$(BIN)/python -m bench.screenshots

evidence: $(VENV)/development.stamp
	$(BIN)/python -m etl.reference

rule-set: $(VENV)/development.stamp
	$(BIN)/python -m etl.reference.rule_set

# hatchling and editables build the project itself, with nothing fetched outside the lock.
lock:
	@for kind in "" "-dev"; do \
	    printf 'hatchling\neditables\n' | uv pip compile pyproject.toml - $${kind:+--extra dev} \
	        --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	        --no-annotate --no-header --quiet --upgrade \
	        --constraint <(echo duckdb==1.5.5) --output-file requirements$$kind.lock; \
	done

chromium:
	@for name in chromium chromium-browser google-chrome; do \
	    command -v $$name >/dev/null && exit 0; \
	done; \
	$(APT); \
	echo "No Chromium here: trying to install it for the browser tests."; \
	apt chromium || echo "Chromium could not be installed: the browser tests will be skipped."

clean:
	rm -rf $(VENV) dist build

$(VENV)/runtime.stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(call install,requirements.lock)
	@touch $@

$(VENV)/development.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(call install,requirements-dev.lock)
	@touch $(VENV)/runtime.stamp $@

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed."; exit 1; fi
	@$(APT); \
	if command -v uv >/dev/null; then uv venv --quiet --allow-existing --python $(PYTHON) $(VENV); \
	elif $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
	elif apt python3-venv; then $(PYTHON) -m venv $(VENV); \
	else echo "Python's venv module is missing: sudo apt-get install python3-venv"; exit 1; fi

# $(1): the lock file. Every byte installed is checked against it; the project itself comes last.
define install
	@if command -v uv >/dev/null; then \
	    uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); \
	    uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
	    $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); \
	    $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	        --no-build-isolation -e .; \
	fi
endef
