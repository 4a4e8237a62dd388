# `make serve` runs ecograph, `make test` tests it: on a machine with Python 3.11 or newer, its venv
# module and make. Both fill .venv from a hash-checked lock, with uv where it works and pip elsewhere.

PYTHON ?= python3
VENV ?= .venv
# A file's tests stay together, since many share what they have loaded; tests/pace.py orders the files.
PYTEST ?= -n auto --dist loadfile --no-loadscope-reorder
BENCH ?=
# Compiled at first use, and kept: the tests start hundreds of processes, and each loads a thousand
# modules, of which pip would compile many more, one after the other.
export PYTHONDONTWRITEBYTECODE :=

BIN := $(VENV)/bin
UV := $(shell uv --version >/dev/null 2>&1 && echo yes)
ifeq ($(UV),yes)
INSTALL := uv pip install --quiet --python $(BIN)/python
else
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
endif
LOCK := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	--custom-compile-command "make locks" --extra fast --group build

.DELETE_ON_ERROR:
.PHONY: serve test bench check lint types imports coverage licences rows wheel format locks clean

serve: $(VENV)/.product ## run ecograph on http://127.0.0.1:8000
	@exec $(BIN)/ecograph serve

test: $(VENV)/.tools ## run the tests (PYTEST="-k periods" runs some)
	@rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest $(PYTEST)

bench: $(VENV)/.tools ## compare with other servers, in ten minutes (BENCH="--organisations 1000")
	@$(BIN)/python -u -m benchmarks.bench $(BENCH)

check: lint types imports test coverage licences rows wheel ## all that must hold before a change goes in

lint: $(VENV)/.tools ## style, formatting, spelling
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/codespell

types: $(VENV)/.tools ## mypy, strict
	$(BIN)/mypy

imports: $(VENV)/.tools ## the import layers
	$(BIN)/lint-imports

coverage: test ## what the tests reached, and whether it is enough
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

licences: $(VENV)/.tools ## the licence of every dependency, and whether we may use it
	$(BIN)/python tests/licences.py

rows: $(VENV)/.tools ## each requirement row with the tests that show it
	$(BIN)/python tests/rows.py

wheel: $(VENV)/.tools ## build wheel and sdist into dist/ and check what they hold
	rm -rf dist
	$(BIN)/hatchling build
	$(BIN)/python tests/wheel.py dist

format: $(VENV)/.tools ## let ruff mend what it can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

locks: ## make both locks anew from pyproject.toml (needs uv)
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) --extra parquet --group test --group lint --constraint requirements.txt \
		pyproject.toml --output-file requirements-dev.txt

clean: ## remove what make made
	rm -rf $(VENV) build dist .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "ecograph needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The stamps make a second run immediate; a changed lock or pyproject.toml installs again.
$(VENV)/.product: requirements.txt pyproject.toml | $(BIN)/python
$(VENV)/.tools: requirements-dev.txt pyproject.toml | $(BIN)/python
$(VENV)/.product $(VENV)/.tools:
	$(INSTALL) --require-hashes -r $<
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

include api/vendor.mk
-include viz/vendor.mk
-include src/ecograph/review/vendor.mk
