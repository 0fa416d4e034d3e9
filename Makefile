# Two commands are enough: `make demo` to try the platform, `make test` to check it.
# A line that begins with `##` is the help text of the target below it.

# Where `make demo` listens and keeps its data. Another folder: make demo DATA_DIR=/srv/trial
export PORT ?= 8000
export DATA_DIR ?= var

# How long `make soak` goes on, with how many respondents, and an earlier run's seed to repeat it.
SOAK_SECONDS ?= 60
SOAK_RESPONDENTS ?= 50
SOAK_SEED ?=

# What `make test-under-load` runs: tests that wait for a page, a process or another connection.
WAITING ?= tests/browser/test_coming_back.py tests/browser/test_export_pages.py \
	tests/browser/test_leaving_pages.py tests/browser/test_sending.py tests/browser/test_staff_pages.py \
	tests/integration/anonymity/test_files.py tests/integration/exports/test_worker_is_killed.py \
	tests/integration/responses/test_mixing.py tests/integration/responses/test_submitting.py tests/soak

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.installed-runtime
DEVELOPMENT := $(VENV)/.installed-development
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet --no-input
# Nothing is built here: a build fetches tools that no lock names.
LOCKED := --require-hashes --only-binary=:all:
WITH_SERVERS := $(BIN)/python -m embedded run --
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version=3.11 --generate-hashes \
	--custom-compile-command='make lock'

# Values of a production start, for checks that start nothing.
PRODUCTION := env ENV_FILE= INSECURE_HTTP=off DEBUG=off \
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	RESUME_CODE_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	AUTHENTICATOR_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	ALLOWED_HOSTS=survey.example.org \
	SITE_ADDRESS=https://survey.example.org \
	DATABASE_URL=postgres://larc@database.example:5432/larc \
	REDIS_URL=redis://broker.example:6379/0 \
	EMAIL_URL=smtp+tls://mail.example:587 \
	DEFAULT_FROM_EMAIL=survey@example.org

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test test-on test-under-load soak bench format lint types imports deployment migrations audit browser pytest lock \
	messages assets clean

## List the commands
help:
	@awk '/^## / { text = substr($$0, 4); next } \
		/^[a-z-]+:/ && text { printf "  make %-15s %s\n", substr($$1, 1, index($$1, ":") - 1), text } \
		{ text = "" }' Makefile

## Start the whole platform with LARC 7 and synthetic responses (PORT=8000, DATA_DIR=var)
demo: $(RUNTIME)
	@$(BIN)/python -m embedded demo

## Run every check and every test, from format to browser
test: lint types imports deployment migrations audit browser pytest

## Run the tests on servers of your own: DATABASE_URL=postgres://... REDIS_URL=redis://...
test-on: browser
	@: $${DATABASE_URL:?set it to a PostgreSQL for tests alone} $${REDIS_URL:?set it to a Redis for tests alone}
	@echo "== Tests (pytest) on servers of your own"
	@$(BIN)/python -m pytest --numprocesses=2 --dist=worksteal tests

## Run the tests that wait, while something else keeps every core busy (WAITING="tests/...")
test-under-load: browser
	@$(WITH_SERVERS) $(BIN)/python scripts/under_load.py $(BIN)/python -m pytest $(WAITING)

## Kill web, worker and database again and again while 50 respondents answer (SOAK_SECONDS=60)
soak: $(DEVELOPMENT)
	@SOAK_SECONDS=$(SOAK_SECONDS) SOAK_RESPONDENTS=$(SOAK_RESPONDENTS) SOAK_SEED=$(SOAK_SEED) \
		$(WITH_SERVERS) $(BIN)/python -m pytest --quiet --capture=no tests/soak

## Measure speed and memory against floors of the same machine
bench: $(RUNTIME)
	@$(WITH_SERVERS) $(BIN)/python -m bench

## Rewrite the code in the project's format
format: $(DEVELOPMENT)
	@$(BIN)/ruff check --fix --select=I --quiet
	@$(BIN)/ruff format

## Check format and code with ruff
lint: $(DEVELOPMENT)
	@echo "== Format (ruff format)"
	@$(BIN)/ruff format --check
	@echo "== Lint (ruff check)"
	@$(BIN)/ruff check

## Check types with mypy
types: $(DEVELOPMENT)
	@echo "== Types (mypy)"
	@$(PRODUCTION) $(BIN)/mypy

## Check who imports whom
imports: $(DEVELOPMENT)
	@echo "== Import contracts (import-linter)"
	@$(BIN)/lint-imports

## Check the settings of a production start
deployment: $(DEVELOPMENT)
	@echo "== Deployment (manage.py check --deploy)"
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level=WARNING

## Check that the models have their migrations
migrations: $(DEVELOPMENT)
	@echo "== Migrations (manage.py makemigrations --check)"
	@$(WITH_SERVERS) $(BIN)/python manage.py makemigrations --check --dry-run

## Compare the locked packages with known vulnerabilities, where the service can be reached
audit: $(DEVELOPMENT)
	@echo "== Known vulnerabilities (OSV)"
	@$(BIN)/python scripts/audit.py

# Finds the browser for the tests, or installs it where that is possible.
browser: $(DEVELOPMENT)
	@$(BIN)/python -m tests.browser.chromium

# Unit, integration and browser tests, and the short form of `make soak`.
pytest: $(DEVELOPMENT)
	@echo "== Tests (pytest)"
	@$(WITH_SERVERS) $(BIN)/python -m pytest --numprocesses=2 --dist=worksteal tests

## Compile requirements*.in into the locked sets, with hashes
lock: $(DEVELOPMENT)
	@$(COMPILE) requirements.in --output-file=requirements.txt
	@$(COMPILE) requirements-dev.in --output-file=requirements-dev.txt

## Bring the translators' catalogues in line with the sources, and compile them
messages: $(RUNTIME)
	@$(PRODUCTION) $(BIN)/python manage.py update_messages

## Build styles and script from larc_survey/frontend (needs Node)
assets:
	@cd larc_survey/frontend && npm ci --no-audit --no-fund && npm run build

## Remove what these commands made: .venv, caches and the demonstration's data (of this DATA_DIR)
clean:
	@if [ -e "$(DATA_DIR)/larc-survey-demonstration" ]; then \
		test -x $(BIN)/python || $(MAKE) --no-print-directory $(RUNTIME); \
		$(BIN)/python -m embedded clean; \
	fi
	@rm -rf larc_survey/frontend/node_modules .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -path ./$(VENV) -prune -o -type d -name __pycache__ -exec rm -rf {} +
	@rm -rf $(VENV)
	@echo "Removed $(VENV) and caches."

# Made anew when the locked set changes, so that nothing of the old one stays.
$(RUNTIME): requirements.txt
	@python=$$(scripts/find-python) && \
		echo "Installing what the platform runs on into $(VENV) ..." && \
		"$$python" -m venv --clear $(VENV)
	@$(PIP) install $(LOCKED) --requirement requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	@echo "Installing tests and tools into $(VENV) ..."
	@$(PIP) install $(LOCKED) --requirement requirements-dev.txt
	@touch $@
