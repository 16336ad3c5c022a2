# Each target works as the first command on a machine with Python >= 3.11 and make.
# uv is used where it is found, pip where it is not; Chromium is fetched for the browser tests
# where that needs no password.

SHELL := bash
# What a target stands on is made at once: each environment takes one core its half a minute.
MAKEFLAGS += --jobs=3
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
# What people get: the lock, without an editable install. The wheel is put in by tests/shipped.
SHIPPED := .venv-shipped
# The same with DuckDB 2.x, which an installation without the lock gets: only DuckDB lies in it.
DUCKDB2 := .venv-duckdb2
# What `make bench` measures beside this project, which never rests on it. GarminDB and FitTrackee
# want other versions of what they share with the rest: each lies in one of its own.
PEERS := .venv-peers
ALL_PEERS := $(PEERS) $(PEERS)-garmindb $(PEERS)-fittrackee
PORT ?= 8501
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,\
	$(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))

# Run one command as root where that is possible without asking; fail quietly where it is not.
AS_ROOT = as_root() { if [ "$$(id -u)" = 0 ]; then "$$@"; else sudo -n "$$@"; fi; }
APT = $(AS_ROOT); apt() { command -v apt-get >/dev/null && \
	as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	as_root apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 "$$@"; }

.PHONY: help demo run fake-strava test test-long test-faults coverage check bench screenshots gallery evidence rule-set needs schemas rows architecture lock chromium clean

help:
	@echo "make demo         the dashboard on invented runners (PORT=$(PORT))"
	@echo "make run          the dashboard on your own data"
	@echo "make fake-strava  a Strava to develop against, on this machine"
	@echo "make test         the whole suite"
	@echo "make test-long    the same, with imports killed at random moments, for minutes more"
	@echo "make test-faults  faults caused and attacks tried by the hundred, and their table in SECURITY.md"
	@echo "make coverage     the share of lines that the suite reaches, by folder"
	@echo "make check        lint, types and the fast tests"
	@echo "make bench        times and memory beside other programs and what is promised: bench/RESULTS.md"
	@echo "make screenshots  the pictures of the README, and all screens on one sheet in build/"
	@echo "make gallery      each part of a screen, on light and on dark (PORT=$(PORT))"
	@echo "make evidence     numbers in docs/evidence as the rule files have them"
	@echo "make rule-set     a new version of the rules, where they have changed"
	@echo "make needs        what each view reads, where a query has changed"
	@echo "make schemas      JSON Schema of the files that clinics write"
	@echo "make rows         types of the rows of page views, as their headers have them"
	@echo "make architecture the picture of who imports whom"
	@echo "make lock         resolve the dependencies again"

demo: $(VENV)/runtime.stamp
	$(BIN)/kneewise demo --port $(PORT)

run: $(VENV)/runtime.stamp
	$(BIN)/kneewise serve --port $(PORT)

fake-strava: $(VENV)/development.stamp
	$(BIN)/python -m tests.fake_strava

# A file's tests stay on one core, which makes what they share once; tests/conftest.py has the
# longest files begin. The slowest are told each time. Two workers more than there are cores: tests
# that wait for a server, a browser or a process leave theirs to it, for a fifth of the time.
WORKERS = $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 2)))
SUITE = $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations=20

test-long: export KNEEWISE_TEST_LONG = 1
test-long: test

test: $(VENV)/development.stamp $(SHIPPED)/shipped.stamp $(DUCKDB2)/duckdb2.stamp chromium
	$(SUITE) $(PYTEST)

test-faults: export KNEEWISE_TEST_FAULTS = 1
# Each kind leaves its result as soon as it has come to its end, and the table is written whatever
# the others do: a kind by itself is PYTEST="-k backup", and one that was cut off can be run again.
test-faults: $(VENV)/development.stamp chromium
	failed=0; $(SUITE) tests/faults $(PYTEST) || failed=$$?; \
	$(BIN)/python -m tests.faults.security_table; exit $$failed

# Subprocesses are measured, too; what the tests of the wheel run lies elsewhere. One test counts
# the modules that a command loads, and would count those that measure. Lines are told also where
# a test failed.
coverage: $(VENV)/development.stamp chromium
	rm -rf build/coverage && mkdir -p build/coverage
	failed=0; $(SUITE) -q --cov --cov-report= --ignore tests/shipped --deselect \
	    tests/dashboard/cli/test_lazy.py::test_a_list_of_commands_loads_none_of_them $(PYTEST) \
	    || failed=$$?; \
	$(BIN)/python -m bench.line_coverage; exit $$failed

check: $(VENV)/development.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/ty check --python $(VENV)
	$(BIN)/lint-imports --no-cache
	$(SUITE) -q -m "not browser and not slow" $(PYTEST)

# One part again is BENCH="--only reading", a short look BENCH=--quick. A peer that cannot be
# installed is named in the results, with the last line of its log.
bench: $(VENV)/development.stamp chromium
	@mkdir -p build/bench
	@for place in $(ALL_PEERS); do \
	    $(MAKE) --no-print-directory $$place/peers.stamp >build/bench/$$place.log 2>&1 \
	        || echo "$$place could not be made: build/bench/$$place.log"; \
	done
	$(BIN)/python -m bench.compare $(BENCH)

screenshots: $(VENV)/development.stamp chromium
	$(BIN)/python -m bench.screenshots

gallery: $(VENV)/development.stamp
	PYTHONPATH=. $(BIN)/streamlit run bench/gallery/screen.py --server.port $(PORT)

evidence: $(VENV)/development.stamp
	$(BIN)/python -m etl.reference

rule-set: $(VENV)/development.stamp
	$(BIN)/python -m etl.reference.rule_set

needs: $(VENV)/development.stamp
	$(BIN)/python -m bench.needs

schemas: $(VENV)/development.stamp
	$(BIN)/python -m etl.reference.schemas

rows: $(VENV)/development.stamp
	$(BIN)/python -m bench.row_types

architecture: $(VENV)/development.stamp
	$(BIN)/python -m bench.architecture

RESOLVE = uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --no-header --quiet --upgrade

# hatchling and editables build the project itself, with nothing fetched outside the lock.
lock:
	@for kind in "" "-dev"; do \
	    printf 'hatchling\neditables\n' | $(RESOLVE) pyproject.toml - $${kind:+--extra dev} \
	        --constraint <(echo duckdb==1.5.5) --output-file requirements$$kind.lock; \
	done
	@echo 'duckdb>=2,<3' | $(RESOLVE) - --output-file requirements-duckdb2.lock
	@printf '%s\n' activity-parser fitdecode fitparse garmin-fit-sdk gpxpy tcxreader setuptools | \
	    $(RESOLVE) - --output-file bench/peers/requirements.lock
	@for name in garmindb fittrackee; do \
	    echo $$name | $(RESOLVE) - --output-file bench/peers/$$name.lock; \
	done

chromium:
	@for name in chromium chromium-browser google-chrome; do \
	    command -v $$name >/dev/null && exit 0; \
	done; \
	$(APT); \
	echo "No Chromium here: trying to install it for the browser tests."; \
	apt chromium || echo "Chromium could not be installed: the browser tests will be skipped."

clean:
	rm -rf $(VENV) $(SHIPPED) $(DUCKDB2) $(ALL_PEERS) dist build

$(VENV)/runtime.stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(call install,$(VENV),-r requirements.lock --require-hashes)
	$(call install,$(VENV),--no-deps --no-build-isolation -e .)
	@touch $@

$(VENV)/development.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(call install,$(VENV),-r requirements-dev.lock --require-hashes)
	$(call install,$(VENV),--no-deps --no-build-isolation -e .)
	@touch $(VENV)/runtime.stamp $@

# Made anew whenever the lock changes: what an earlier one left behind would hide what is missing.
$(SHIPPED)/shipped.stamp: requirements.lock
	@rm -rf $(SHIPPED)
	@$(MAKE) --no-print-directory $(SHIPPED)/bin/python
	$(call install,$(SHIPPED),-r requirements.lock --require-hashes)
	@touch $@

# Its own DuckDB comes first on the path, all else from the shipped environment after it.
$(DUCKDB2)/duckdb2.stamp: requirements-duckdb2.lock $(SHIPPED)/shipped.stamp
	@rm -rf $(DUCKDB2)
	@$(MAKE) --no-print-directory $(DUCKDB2)/bin/python
	$(call install,$(DUCKDB2),-r requirements-duckdb2.lock --require-hashes)
	@$(call packages,$(SHIPPED)) >"$$($(call packages,$(DUCKDB2)))/shipped.pth"
	@touch $@

$(PEERS)/peers.stamp: bench/peers/requirements.lock
	$(peer)

$(PEERS)-%/peers.stamp: bench/peers/%.lock
	$(peer)

%/bin/python:
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed."; exit 1; fi
	@$(APT); \
	if command -v uv >/dev/null; then uv venv --quiet --allow-existing --python $(PYTHON) $*; \
	elif $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $*; \
	elif apt python3-venv; then $(PYTHON) -m venv $*; \
	else echo "Python's venv module is missing: sudo apt-get install python3-venv"; exit 1; fi

# Made anew whenever its lock changes, with nothing of ours in it.
define peer
	@rm -rf $(@D)
	@$(MAKE) --no-print-directory $(@D)/bin/python
	$(call install,$(@D),-r $< --require-hashes)
	@touch $@
endef

# $(1): the environment. Where its packages lie.
packages = $(1)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'

# $(1): the environment. $(2): what to install; every byte from a lock is checked against it. What is
# never imported of ten thousand modules is not compiled: that took a third of the time.
define install
	@if command -v uv >/dev/null; then uv pip install --quiet --python $(1)/bin/python $(2); \
	else $(1)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile $(2); fi
endef
