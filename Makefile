# One command each: `make demo` runs the shop with the outside world on loopback, `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RESET ?=
# Compiled modules are kept: the tests start many processes, and each would compile the whole shop anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install demo test walks compiled check format bench soak pictures lock clean

help:
	@echo "make demo          the shop with Telegram and the supplier on loopback (RESET=1 starts afresh,"
	@echo "                   DATABASE_URL=postgresql+asyncpg://... keeps its data in PostgreSQL)"
	@echo "make install       what the shop needs to run, in .venv, locked by hash"
	@echo "make test          all tests"
	@echo "make walks         the same lives, races and kills of shops as in the tests, but many more"
	@echo "make check         formatting, lint, types, the arrows between rooms"
	@echo "make bench         measurements, as ratios in one run"
	@echo "make soak          three processes over PostgreSQL, killed while people buy"
	@echo "make format        format and mend what can be mended"
	@echo "make pictures      take the README's pictures anew (needs Chromium)"
	@echo "make lock          write the lock files anew from pyproject.toml"

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Hanout needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements.txt
	@echo "Installing what the shop needs (once; locked by hash) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@echo "Installing what the checks need (once; locked by hash) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/.run

demo: $(VENV)/.run
	@exec $(BIN)/python -m bot demo $(if $(RESET),--reset) $(DEMO_DATABASE)

# Only a database that is named here: one of the environment may be a real shop's.
ifeq ($(origin DATABASE_URL),command line)
DEMO_DATABASE := --data-dir data/demo-postgresql --database "$(DATABASE_URL)"
endif

# Once for all workers, which would each begin with it; what pytest rewrites it compiles by itself.
compiled: $(VENV)/.dev
	@$(BIN)/python -m compileall -q -j 0 -x "/(test_|conftest)" bot handlers storage tests

# Once in a clean clone: pytest rewrites each test and keeps that, but each of its workers would rewrite all of them.
$(VENV)/.rewritten: $(VENV)/.dev | compiled
	-@find tests -name "test_*.py" | sort | xargs -P 0 -n 220 $(BIN)/python -m pytest --collect-only -qq >/dev/null
	@touch $@

# Browsers and processes are waited for half of the time: five workers keep two processors busy.
test: $(VENV)/.dev compiled $(VENV)/.rewritten
	$(BIN)/python -m pytest -n 5 --dist=worksteal $(ARGS)

# A long night: many lives, and all that has its turn on other days.
walks: $(VENV)/.dev compiled
	SHOP_LIVES=200 TESTS_TURN=all $(BIN)/python -m pytest -n 5 --dist=worksteal tests/shop/life tests/shop/races tests/crash $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench $(ARGS)

soak: $(VENV)/.dev
	$(BIN)/python -m tests.soak $(ARGS)

pictures: $(VENV)/.dev
	HANOUT_PICTURES=docs/pictures CI=true $(BIN)/python -m pytest tests/browser $(ARGS)

# Needs uv. Index options are left out on purpose: the lock names versions and hashes, not where they come from.
UV_COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock:
	$(UV_COMPILE) pyproject.toml -o requirements.txt
	$(UV_COMPILE) pyproject.toml --group dev -o requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
