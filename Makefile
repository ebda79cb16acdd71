# Everything a person or CI does with a checkout. `make` alone lists it.
# Each target first sees to .venv (a no-op once it is there); PYTHON=/path/to/python3.12 chooses its Python.

BOOTSTRAP := PYTHONPATH=installers $(or $(PYTHON),python3) -m bootstrap
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
# Outside the window and the end-to-end tests nothing may need Qt.
NO_QT := -p no:pytest-qt -p no_qt --ignore=tests/ui --ignore=tests/e2e --ignore=tests/bench

.PHONY: help run test check lint translations format bench faults engine guide hub lock screenshots clean

help:  ## This list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run:  ## Set everything up and open the window
	@$(BOOTSTRAP) run
	@$(BIN)/python -m paddock

test: lint  ## Set everything up, check it and run all tests
	@$(BOOTSTRAP) test
	@echo "The tests without Qt"
	PYTHONPATH=tests/project/no_qt $(PYTEST) -q $(NO_QT) -m "not slow and not xcb"
	@echo "The tests on an X server"
	$(BIN)/python tests/xvfb.py $(PYTEST) -q -m xcb tests/e2e
	@echo "The tests of the window"
	$(PYTEST) -q -m "not xcb" tests/ui tests/e2e
	@echo "The tests that take seconds each"
	$(PYTEST) -q -m "slow and not xcb" --ignore=tests/ui --ignore=tests/e2e

check: lint  ## ruff, mypy, import-linter and the quick tests (twenty minutes on two cores)
	$(PYTEST) -q -m "not slow and not xcb" --ignore=tests/e2e

lint:  ## ruff, mypy and import-linter
	@$(BOOTSTRAP) test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

translations:  ## Bring the messages in resources/translations up to date, and compile them
	@$(BOOTSTRAP) test
	$(BIN)/python installers/translations.py

format:  ## Put every file into ruff's format
	@$(BOOTSTRAP) build
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench:  ## Measure the window, the guide, and the engine against llama-server (a quarter of an hour)
	@$(BOOTSTRAP) test
	$(BIN)/python tests/bench/run.py

faults:  ## Kill, stop, crash and starve the engine as often as RELIABILITY.md says (half an hour)
	@$(BOOTSTRAP) test
	$(BIN)/python tests/faults/run.py

engine:  ## Build llama.cpp for every machine, with Vulkan, CUDA or Metal (six minutes on two cores), and test it
	@$(BOOTSTRAP) test
	PYTHONPATH=installers $(BIN)/python -m engine
	$(PYTEST) -q tests/engine/test_vulkan.py

guide:  ## Train the guide anew and evaluate it (about two hours)
	@$(BOOTSTRAP) build
	$(BIN)/python -m pip install --no-build-isolation -e '.[guide]'
	$(BIN)/python resources/guide/train.py
	$(BIN)/python resources/guide/evaluate.py

PICTURES := build/screenshots
README_PICTURES := first-run-light answered-light long-code-dark models-discover-light models-page-dark

screenshots:  ## Take a picture of every state of the window into build/screenshots, and README's anew (ten minutes)
	@$(BOOTSTRAP) test
	PADDOCK_PICTURES=$(PICTURES) $(PYTEST) -q tests/ui/screenshots
	cp $(README_PICTURES:%=$(PICTURES)/%.png) resources/screenshots/

hub:  ## Serve a stand-in for the Hub on this computer, to try models with: no internet is needed
	@$(BOOTSTRAP) test
	@PYTHONPATH=tests $(BIN)/python -m standin

UV := build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command 'make lock' --upgrade pyproject.toml

lock:  ## Pin the newest versions that pyproject.toml allows
	@$(BOOTSTRAP) build
	$(BIN)/python -m pip install --quiet --upgrade --target build/uv uv
	$(UV) --group build --output-file installers/constraints-build.txt
	$(UV) --extra test --extra check --output-file installers/constraints.txt

clean:  ## Remove what was built and cached, .venv included
	rm -rf .venv build dist .bench .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find app installers resources tests -name __pycache__ -type d -exec rm -rf {} +
