# `make help` lists the verbs. `run` and `test` need Python 3.11 or newer, and nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8000
VENV ?= .venv
# How many tests run side by side; 0 for none.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n > 4 ? 4 : n)))
# Another interpreter: make run PYTHON=/path/to/python3.12
PYTHON ?=
LANGUAGES := ru uk

PY := $(VENV)/bin/python
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check
NEEDS := pyproject.toml constraints.txt
# At the highest edge; where there is no Python for it, in the environment at hand.
# Skipped, loudly, where there is no PostgreSQL.
ON_POSTGRES = $(PY) -m scripts.run_edge highest --or-own

.PHONY: help run test browser-test postgres-test test-old-engines test-lowest test-highest test-edge coverage lint lint-python lint-templates lint-frontend format build \
	build-check check-migrations migrations messages compilemessages wheel-test screenshots \
	constraints shell clean distclean

help: ## List the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | \
		while IFS=$$'\t' read -r verb text; do printf '  make %-18s %s\n' "$$verb" "$$text"; done

run: $(VENV)/.ready-run ## Serve the sample newsroom on http://127.0.0.1:8000 (PORT= for another)
	@exec $(PY) -m scripts.run_sandbox --port $(PORT)

test: $(VENV)/.ready-test ## Run every test, those on PostgreSQL and in a browser included
	@$(PY) -m scripts.ensure_browser
	@$(PY) -m scripts.ensure_services
	@$(PY) -m scripts.ensure_old_engines
	@# Runs of their own: one has one database, and Playwright's event loop, once
	@# started, stays in a worker for good.
	@$(PY) -m coverage erase
	@$(PY) -m scripts.run_tests -m "not browser and not packaging" -n $(WORKERS) $(ARGS)
	@# Lines are counted here alone: since 3.12 Python does it at no cost, and before
	@# it takes twice the time.
	@$(ON_POSTGRES) -n $(WORKERS) --cov --cov-report= $(ARGS)
	@$(PY) -m scripts.run_tests -m "browser and not packaging" -n $(WORKERS) $(ARGS)
	@if [ -e .coverage ]; then $(PY) -m coverage report --fail-under=90; \
		else echo "!!!!!!!! NO LINES WERE COUNTED: that is done in the run on PostgreSQL."; fi

browser-test: $(VENV)/.ready-test ## Run the browser tests only
	@$(PY) -m scripts.ensure_browser
	@$(PY) -m pytest -m browser -n $(WORKERS) $(ARGS)

postgres-test: $(VENV)/.ready-test ## Run the integration tests on PostgreSQL only, with the newest Python that is supported here
	@$(PY) -m scripts.ensure_services
	@$(ON_POSTGRES) -n $(WORKERS) $(ARGS)

test-old-engines: $(VENV)/.ready-test ## Run the tests in browsers of years ago only (fetches them: needs npm)
	@$(PY) -m scripts.ensure_old_engines
	@$(PY) -m pytest -m old_engines $(ARGS)

test-lowest: $(VENV)/.ready-test ## Run the tests with the lowest versions that are supported (Python 3.11, SQLite)
	@$(PY) -m scripts.ensure_browser
	@$(PY) -m scripts.ensure_services
	@$(PY) -m scripts.run_edge lowest -n $(WORKERS) $(ARGS)

test-highest: $(VENV)/.ready-test ## Run the tests with the highest versions (Python 3.13, PostgreSQL)
	@$(PY) -m scripts.ensure_services
	@$(PY) -m scripts.run_edge highest -n $(WORKERS) $(ARGS)

test-edge: $(VENV)/.ready-test ## Run the tests at one edge: make test-edge EDGE=python-3.12 (scripts/edges.py lists them)
	@$(PY) -m scripts.ensure_browser
	@$(PY) -m scripts.ensure_services
	@$(PY) -m scripts.run_edge $(EDGE) -n $(WORKERS) $(ARGS)

coverage: $(VENV)/.ready-test ## Write which lines and branches the tests on SQLite run to htmlcov/ (slow)
	@$(PY) -m scripts.ensure_services
	@$(PY) -m coverage erase
	@$(PY) -m scripts.run_tests -m "not browser and not packaging" -n $(WORKERS) --cov --cov-branch --cov-report= $(ARGS)
	@$(PY) -m coverage html --quiet && echo "Written: htmlcov/index.html"

lint: lint-python lint-templates lint-frontend ## Check code, templates, scripts and styles (needs Node)

lint-python: $(VENV)/.ready-lint ## Check the Python code only
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

lint-templates: $(VENV)/.ready-lint ## Check the templates only
	@$(PY) -m djlint wagtail_liveconflict/templates templates --lint --quiet

lint-frontend: node_modules/.package-lock.json ## Check scripts and styles only (needs Node)
	@npm run --silent lint

format: $(VENV)/.ready-lint ## Put the Python code into the common format
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

build: node_modules/.package-lock.json ## Build the committed scripts and styles from static_src/ (needs Node)
	@npm run --silent build

build-check: build ## Prove that the committed scripts and styles are what the sources give
	@changed=$$(git status --porcelain -- wagtail_liveconflict/static); \
	if [ -n "$$changed" ]; then \
		echo "The built files differ from the committed ones. Commit the result of 'make build':"; \
		echo "$$changed"; git --no-pager diff -- wagtail_liveconflict/static | head -n 60; exit 1; \
	fi; echo "The built files are what the sources give."

check-migrations: $(VENV)/.ready-test ## Fail where a model has changed and its migration is missing
	@$(PY) manage.py makemigrations --check --dry-run wagtail_liveconflict news
	@$(PY) manage.py makemigrations --check --dry-run wagtail_liveconflict --settings tests.settings

migrations: $(VENV)/.ready-test ## Write missing migrations
	@$(PY) manage.py makemigrations wagtail_liveconflict news

messages: $(VENV)/.ready-test ## Gather the texts to translate (needs gettext)
	@# English says what the sources say: made anew below its header, for a merge would guess.
	@sed -i.old '/^$$/,$$d' wagtail_liveconflict/locale/en/LC_MESSAGES/django.po
	@rm wagtail_liveconflict/locale/en/LC_MESSAGES/django.po.old
	@cd wagtail_liveconflict && $(abspath $(PY)) -m django makemessages --no-obsolete --no-location \
		--locale en $(LANGUAGES:%=--locale %)
	@cd wagtail_liveconflict/locale/en/LC_MESSAGES && msgen --output-file=django.po django.po

compilemessages: $(VENV)/.ready-test ## Compile the translations (needs gettext)
	@cd wagtail_liveconflict && $(abspath $(PY)) -m django compilemessages

wheel-test: $(VENV)/.ready-test ## Build wheel and sdist, install them into a bare Wagtail project, try it
	@$(PY) -m pytest tests/packaging -m packaging -p no:randomly -p no:xdist -v $(ARGS)

screenshots: $(VENV)/.ready-test ## Take the pictures of README, docs and handbook anew (needs a browser)
	@$(PY) -m scripts.ensure_browser
	@$(PY) -m scripts.screenshots

constraints: $(VENV)/.ready-venv ## Pin what resolves today into constraints.txt and, for the edges, constraints-*.txt
	@scripts/pin-constraints "$$(scripts/find-python $(PYTHON))" constraints.txt \
		"development, benchmarks and CI use" --group dev --group benchmark --group sites
	@scripts/pin-constraints "$$($(PY) -m scripts.edge_environment 3.11)" constraints-lowest.txt \
		"of the lowest edge (make test-lowest)" --group test $$($(PY) -m scripts.edges lowest)
	@scripts/pin-constraints "$$($(PY) -m scripts.edge_environment 3.13)" constraints-highest.txt \
		"of the highest edge (make test-highest)" --group test $$($(PY) -m scripts.edges highest)

shell: $(VENV)/.ready-run ## A Django shell on the sample newsroom
	@SANDBOX_DATABASE=var/db.sqlite3 SANDBOX_MEDIA_ROOT=var/media $(PY) manage.py shell

clean: ## Remove caches and built packages, keep the environment and what was written
	@rm -rf .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov dist build var/tests var/failures
	@find . -name __pycache__ -not -path './node_modules/*' -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean ## Remove the environment, the node modules and the sample newsroom's data as well
	@rm -rf $(VENV) node_modules var

# Each stamp is newer than what it was made from, so a second call costs nothing.
$(VENV)/.ready-venv:
	@python=$$(scripts/find-python $(PYTHON)); \
	echo "Making $(VENV) with $$($$python --version)"; \
	"$$python" -m venv $(VENV) || { echo "Python's venv module is missing or broken (on Debian: apt-get install python3-venv)."; exit 1; }
	@$(PIP_INSTALL) 'pip>=25.1'
	@touch $@

$(VENV)/.ready-run: $(VENV)/.ready-venv $(NEEDS)
	@echo "Installing the app and what the sandbox needs"
	@$(PIP_INSTALL) -c constraints.txt -e . --group sandbox
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready-venv $(NEEDS)
	@echo "Installing the app and what the tests need"
	@$(PIP_INSTALL) -c constraints.txt -e . --group test
	@touch $@ $(VENV)/.ready-run

$(VENV)/.ready-lint: $(VENV)/.ready-venv $(NEEDS)
	@$(PIP_INSTALL) -c constraints.txt --group lint
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json
	@command -v npm >/dev/null || { echo "This verb needs Node 20 or newer and npm. 'make run' and 'make test' do not."; exit 1; }
	@npm ci --no-audit --no-fund
	@touch $@
