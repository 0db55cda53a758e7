# Two commands: `make demo` and `make test`. Both set up a virtual environment in .venv first.
# CHROMIUM and AXE_JS may name a browser and axe-core for the browser tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: demo report screenshots notebook-pictures reference docs docs-outputs test test-slow lint model wheel clean

demo: $(STAMP)
	$(BIN)/toolkit demo --output reports

# The everyday tests; those marked slow run in CI, and here on demand.
test: $(DEV_STAMP)
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow"

test-slow: $(DEV_STAMP)
	$(BIN)/python -m pytest -n auto --dist loadfile -m slow

# The committed demo report and its pictures: after anything that changes a figure or the page.
report: $(STAMP)
	$(BIN)/toolkit demo --output reports --quiet

screenshots: $(DEV_STAMP)
	$(BIN)/python scripts/build_pictures.py

# JUPYTER names the `jupyter` of an environment that has JupyterLab.
notebook-pictures: $(DEV_STAMP)
	$(BIN)/python scripts/build_notebook_pictures.py

# The documentation as a site in build/site; pages made from the code; outputs that pages show.
docs: $(DEV_STAMP)
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

reference: $(DEV_STAMP)
	$(BIN)/python scripts/build_reference.py

docs-outputs: $(DEV_STAMP)
	$(BIN)/python scripts/update_outputs.py

lint: $(DEV_STAMP)
	$(BIN)/ruff check toolkit tests scripts benchmarks notebooks examples
	$(BIN)/ruff format --check toolkit
	$(BIN)/mypy
	$(BIN)/lint-imports

# The shipped models, from the development corpora (in ../shared, or where TOOLKIT_SHARED says).
TOOLKIT_SHARED ?= ../shared
model: $(DEV_STAMP)
	TOOLKIT_SHARED=$(TOOLKIT_SHARED) $(BIN)/python scripts/build_model.py
	$(BIN)/python scripts/build_names_model.py $(TOOLKIT_SHARED)/bench

wheel: $(DEV_STAMP)
	$(BIN)/python -m build --wheel --outdir dist

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(STAMP): $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(DEV_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) dist build
