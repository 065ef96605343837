# The README's two commands are `make audit` and `make test`; `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# durable-rules 2.0.28 calls a C function that Python 3.13 renamed; a wheel built without the flag may lie in pip's cache.
BUILD_FLAGS := CPPFLAGS="-DPyEval_CallObject=PyObject_CallObject"

.PHONY: help install audit test check docs bench exits months plants real-data fuzz clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(BIN)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BUILD_FLAGS) $(BIN)/python -m pip install --quiet --no-cache-dir 'durable-rules>=2.0.28'
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	touch $@

install: $(BIN)/.installed  ## the package and its tools into .venv

audit: install  ## an audit of the sample company; prints where the report is
	@mkdir -p build
	$(BIN)/checker sample --clients 400 --seed 7 --out build/sample
	@code=0; $(BIN)/checker audit build/sample --config build/sample/compliance.yaml --store build/audits || code=$$?; \
	$(BIN)/checker report latest --store build/audits --format html --out build/report.html && \
	echo "exit code of the audit: $$code (1: there are violations); report: build/report.html"; test $$code -le 1

test: install  ## the tests
	$(BIN)/python -m pytest -n 2

# Lint reads the rule book first, and the tests find it in their cache.
check: export CHECKER_CACHE := $(CURDIR)/build/cache
check: install  ## all that CI checks: format, lint, types, generated pages, rules, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m checker.docs --check
	$(BIN)/checker rules lint
	$(MAKE) test

docs: install  ## the generated pages of docs/
	$(BIN)/python -m checker.docs

exits: install  ## every column and table that the pack reads, deleted and emptied
	$(BIN)/python -m pytest -n 2 tests/exits --long

months: install  ## every test of suites that make whole audits: follow-up, waivers, store, the story played again, readings
	$(BIN)/python -m pytest -n 2 tests/auditing tests/baselines tests/cli tests/disputes tests/followup tests/laws tests/packs tests/planted/test_mutations.py tests/readings tests/report tests/store tests/story tests/waivers --long

plants: install  ## every stage of the planted truth judged, every rule switched off
	$(BIN)/python -m pytest -n 2 tests/planted --long

real-data: install  ## the examples on the public data sets of ../shared/real-data
	$(BIN)/python -m pytest -q tests/examples --real-data

bench: install  ## speed and memory as ratios in one run
	$(BIN)/python -m benchmarks

fuzz: install  ## the long comparison of SP-2 with the independent oracle
	for topic in territory lists contacts inquiries newcomers survey invoices looks indicators; do \
		$(BIN)/python -m tests.packs.fuzz_sp2 $$topic 0 300 || exit 1; done

clean:  ## what the targets made
	rm -rf build $(VENV)
