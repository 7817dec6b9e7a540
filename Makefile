# Two commands: `make lab` to learn, `make test` to prove everything. `make book` makes a site of the lessons.
PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
# Where the lab and the demo listen; without one each takes its own.
PORT ?=
JOBS ?= 2

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check -c requirements.lock
# A line that counts in place of pip's many hundred, which are kept; the last of them are shown when it fails.
LOG := build/install.log
COUNT := awk '/^ *Collecting/ { found++ } /^ *Downloading.*(whl|gz)/ { fetched++ } /^Installing collected/ { last = ", unpacking" } \
    { if (tty) { printf "\r  %d packages found, %d downloaded%s\033[K", found, fetched, last; fflush() } } \
    END { if (tty) printf "\n"; else printf "  %d packages found, %d downloaded\n", found, fetched }'
define INSTALL
@mkdir -p build; rm -f $(LOG).failed; \
    { $(PIP) -e "$(WHAT)" 2>&1 || touch $(LOG).failed; } | tee $(LOG) | $(COUNT) tty="$$(test -t 2 && echo 1)" -; \
    if [ -e $(LOG).failed ]; then \
        rm $(LOG).failed; tail -n 15 $(LOG); echo "The installation failed; all that pip said is in $(LOG). Run make again to go on."; exit 1; \
    fi
endef
# Small beside the base; what other lessons need is installed when one is opened (workbench install).
TRACKS := data,nlp,vision,responsible
# An editable install copies these, so it is done again when one of them changes.
COPIED := $(shell find workbench/_jupyter workbench/labextension -type f)
SINGLE_THREAD := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1

# A line for each part of the proof of each lesson, for the table at the end.
COSTS := $(CURDIR)/build/costs.jsonl
# What fails beside the others is asked once more by itself, and named at the end.
PYTEST := $(BIN)/python tests/twice.py

.PHONY: lab demo book test lint unit grading lessons lesson browser costs forget clean

lab: $(VENV)/.lab-installed
	@exec $(BIN)/workbench lab --host $(HOST) $(if $(PORT),--port $(PORT))

demo: $(VENV)/.lab-installed
	@exec $(BIN)/workbench demo --host $(HOST) $(if $(PORT),--port $(PORT))

# In build/book; what has not changed is not run again.
book: $(VENV)/.book-installed
	@$(BIN)/workbench book -j $(JOBS)

# Fails when the proof of one lesson takes too long. What has not changed since it was proven is not proven again; FRESH=1
# proves all.
test: forget lint unit grading lessons browser costs
	@echo "make test: everything passed"

lint: $(VENV)/.all-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Small and quick: the package itself. The isolated environment is made for real here.
unit: $(VENV)/.all-installed
	$(SINGLE_THREAD) $(PYTEST) tests/unit tests/kernel -n $(JOBS) --dist loadfile

# A class: every exercise through the real sandbox, hostile notebooks, a real PostgreSQL.
grading: $(VENV)/.all-installed
	$(SINGLE_THREAD) WORKBENCH_COSTS=$(COSTS) $(PYTEST) tests/grading -n $(JOBS) --dist loadscope

# Content proof of every exercise; every lesson run as shipped and solved; outputs equal in a second run (nbval).
lessons: $(VENV)/.all-installed
	$(SINGLE_THREAD) WORKBENCH_COSTS=$(COSTS) $(PYTEST) tests/lessons/test_proof.py tests/lessons/test_reviews.py -n $(JOBS)
	WORKBENCH_COSTS=$(COSTS) $(PYTEST) tests/lessons/test_runs.py

# Everything about one lesson: make lesson L=02_math/05_optimization
lesson: forget $(VENV)/.all-installed
	@test -n "$(L)" || { echo "Say which: make lesson L=02_math/05_optimization"; exit 1; }
	$(SINGLE_THREAD) WORKBENCH_ONLY=$(L) WORKBENCH_COSTS=$(COSTS) $(BIN)/pytest \
	    tests/lessons/test_proof.py tests/lessons/test_reviews.py tests/grading/test_truth.py
	WORKBENCH_ONLY=$(L) WORKBENCH_COSTS=$(COSTS) $(BIN)/pytest tests/lessons/test_runs.py
	WORKBENCH_ONLY=$(L) WORKBENCH_COSTS=$(COSTS) $(BIN)/pytest tests/browser -k "test_the_script_computes or test_the_keyboard_moves or test_every_explorer_has_a_page"
	@$(BIN)/python tests/costs.py $(COSTS)

forget:
	@mkdir -p build && rm -f $(COSTS) build/unsteady.txt

costs:
	@$(BIN)/python tests/twice.py --told
	@$(BIN)/python tests/costs.py $(COSTS)

# JupyterLab and Voilà in a real Chromium.
browser: $(VENV)/.all-installed
	WORKBENCH_COSTS=$(COSTS) $(PYTEST) tests/browser -n $(JOBS) --dist loadfile

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or newer is needed; say PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.lab-installed: WHAT = .[$(TRACKS)]
$(VENV)/.lab-installed: $(VENV)/bin/python requirements.lock pyproject.toml $(COPIED)
	@echo "Installing into $(VENV) (once; a few minutes)…"
	$(INSTALL)
	@touch $@

$(VENV)/.book-installed: WHAT = .[$(TRACKS),book]
$(VENV)/.book-installed: $(VENV)/bin/python requirements.lock pyproject.toml $(COPIED)
	@echo "Installing into $(VENV) (once; a few minutes)…"
	$(INSTALL)
	@touch $@ $(VENV)/.lab-installed

$(VENV)/.all-installed: WHAT = .[all]
$(VENV)/.all-installed: $(VENV)/bin/python requirements.lock pyproject.toml $(COPIED)
	@echo "Installing everything into $(VENV) (once; a few minutes)…"
	$(INSTALL)
	@touch $@ $(VENV)/.lab-installed $(VENV)/.book-installed

clean:
	rm -rf $(VENV) .venvs runs build/book
