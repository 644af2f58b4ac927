# Every target first sets up .venv with python3's venv and pip.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
LOCALE := src/rectledger/i18n/locale
PO := $(LOCALE)/zh/LC_MESSAGES/rectledger.po

SECONDS ?= 60

.PHONY: help status test bench fuzz faults lint words reference pictures clean

help:  ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,import,publish]'
	@touch $@

status: $(READY)  ## Show the status of the real ledger in data/
	@$(BIN)/rectledger --ledger data status

test: $(READY)  ## Run all tests
	$(BIN)/python -m pytest -n auto --dist worksteal

bench: $(READY)  ## Measure how long commands take, next to a peer in the same run
	$(BIN)/python tests/bench.py

fuzz: $(READY)  ## Fuzz the reader for SECONDS (60), from SEED if given
	$(BIN)/python tests/fuzz.py --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

faults: $(READY)  ## Fail each system call of the commands that write, and kill them at each one
	$(BIN)/python tests/faults.py

lint: $(READY)  ## Check style, types and the architecture's layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

words: $(READY)  ## Update the Chinese catalogue from the source, and compile it
	$(BIN)/python tests/catalogue.py $(LOCALE)

reference: $(READY)  ## Write the reference of commands and codes in docs/reference
	$(BIN)/python tests/reference.py docs/reference

pictures: $(READY)  ## Redraw the pictures in the documentation with the program itself
	$(BIN)/python docs/pictures.py

clean:  ## Remove what the other targets created
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .fuzz
