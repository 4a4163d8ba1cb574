# Entrevues. Two commands matter: `make run` and `make test`. Works with GNU make 3.81 (macOS) and newer.

VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet
ARGS   ?=

# A pip whose answers cannot hang on a question, in a machine without a terminal too.
export PIP_NO_INPUT := 1

.PHONY: help run test lint types unit test-lowest bench shipped clean

help:
	@echo "make run          install what is needed and open the dashboard (ARGS=DIR adds a corpus)"
	@echo "make test         install what tests need and run everything"
	@echo "make lint types unit   the parts of it"
	@echo "make test-lowest  the tests with the oldest releases that requirements.txt allows"
	@echo "make bench        what the dashboard costs, beside a bare Streamlit page"
	@echo "make shipped      build the tables of data/ again, after a change of what is read"
	@echo "make clean        remove the environment and the caches"

run: $(VENV)/.run
	@echo "Entrevues starts; its address follows. Ctrl+C stops it."
	@PYTHONUNBUFFERED=1 $(BIN)/streamlit run dashboard.py -- $(ARGS)

test: lint types unit

lint: $(VENV)/.dev
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

unit: $(VENV)/.dev
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m pytest $(ARGS)

test-lowest: tests/lowest.py
	@$(MAKE) VENV=$(VENV)-lowest $(VENV)-lowest/bin/python
	$(VENV)-lowest/bin/python tests/lowest.py > $(VENV)-lowest/constraints.txt
	$(VENV)-lowest/bin/python -m pip --disable-pip-version-check install --quiet \
		-r requirements-dev.txt -c $(VENV)-lowest/constraints.txt
	$(VENV)-lowest/bin/python -m pytest $(ARGS)

bench: $(VENV)/.dev
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python tests/benchmarks/bench_dashboard.py

# The founding articles are press text: without them beside the project their tables stay as they are.
shipped: $(VENV)/.dev
	$(BIN)/python -m analysis build data/demo/press --out data/demo --fresh
	if [ -d ../shared/seeds ]; then \
		$(BIN)/python -m analysis build ../shared/seeds --out data/founding --without-text --fresh && \
		$(BIN)/python tools/measure_quality.py; fi
	rm -rf data/demo/parts data/founding/parts

clean:
	rm -rf $(VENV) $(VENV)-lowest .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Stamps: installed again only when the requirements change.
$(VENV)/.run: requirements.txt | $(BIN)/python
	@echo "Installing what Entrevues needs (once; a minute or two) ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Installing what the tests need (once; a minute or two) ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

# The first Python of 3.11 or newer that really runs. Debian keeps `venv` in a package of its own.
$(BIN)/python:
	@set -e; found=; \
	for python in "$$PYTHON" python3 python3.14 python3.13 python3.12 python3.11 \
			/opt/homebrew/bin/python3 /usr/local/bin/python3 \
			/Library/Frameworks/Python.framework/Versions/Current/bin/python3; do \
		if [ -n "$$python" ] && "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
				>/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Entrevues needs Python 3.11 or newer and finds none. Debian: apt-get install python3." >&2; \
		echo "macOS: https://www.python.org/downloads or brew install python. Or: make PYTHON=/path/to/python3" >&2; \
		exit 2; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
		echo "This Python lacks its module venv (on Debian the package python3-venv)."; \
		if [ "$$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi; \
		if command -v apt-get >/dev/null && { [ -z "$$as_root" ] || command -v sudo >/dev/null; }; then \
			echo "Installing it: $$as_root apt-get install -y python3-venv"; \
			$$as_root apt-get update -qq && $$as_root apt-get install -y -qq python3-venv >/dev/null; \
		else \
			echo "Install it, then call make again." >&2; exit 2; \
		fi; \
	fi; \
	"$$found" -m venv $(VENV)
