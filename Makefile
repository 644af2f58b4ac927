# Every target sets itself up in .venv, with python3's own venv and pip.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
LOCALE := src/rectledger/i18n/locale
PO := $(LOCALE)/zh/LC_MESSAGES/rectledger.po

SECONDS ?= 60

.PHONY: help status test bench fuzz faults lint words pictures clean

help:  ## Say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,publish]'
	@touch $@

status: $(READY)  ## Show how the real ledger in data/ stands
	@$(BIN)/rectledger --ledger data status

test: $(READY)  ## Run all tests
	$(BIN)/python -m pytest -n auto --dist worksteal

bench: $(READY)  ## Measure how long commands take, each beside a peer in the same run
	$(BIN)/python tests/bench.py

fuzz: $(READY)  ## Give random files to the reader for SECONDS (60), from SEED if it is given
	$(BIN)/python tests/fuzz.py --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

faults: $(READY)  ## Let every system call of the commands that write fail, and kill them at each
	$(BIN)/python tests/faults.py

lint: $(READY)  ## Check style, types and the layers of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

words: $(READY)  ## Bring the Chinese catalogue up to date with the source, and compile it
	$(BIN)/python tests/catalogue.py $(LOCALE)

pictures: $(READY)  ## Draw the pictures of the documents anew, by the program itself
	$(BIN)/python docs/pictures.py

clean:  ## Take away what the other targets made
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .fuzz
