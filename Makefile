# Every command a person needs. `make run` on a fresh machine; `make check` is the whole definition of passing.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.PHONY: run test check check-static train bench evaluate obligations clean environment web-tools hooks

export RASA_TELEMETRY_ENABLED := false
export UV_PYTHON_DOWNLOADS := never
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
STAMP := .venv/.in-step-with-the-lock

run: $(STAMP)  ## Install what is missing, train where data changed, migrate, serve on http://127.0.0.1:8080
	@$(BIN)/heard train
	@exec $(BIN)/heard serve

test: $(STAMP)  ## Every test, from any state of the tree
	@$(BIN)/heard train
	@$(BIN)/pytest

check: check-static test  ## Everything that has to pass

check-static: $(STAMP) web-tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/heard packs check
	scripts/validate-rasa-data $(BIN)
	@if [ -x web/node_modules/.bin/tsc ]; then web/node_modules/.bin/tsc --project web/jsconfig.json; else \
	  echo "node is not on this machine: the types of web/ were not checked."; fi

train: $(STAMP)  ## Train the language model although nothing changed
	$(BIN)/heard train --force

bench: $(STAMP)  ## What is measured, against whom: benchmarks/README.md
	$(BIN)/python -m benchmarks.turns

evaluate: $(STAMP)  ## How well messages are understood that nobody tuned a reader to
	$(BIN)/python -m tests.evaluation unseen

obligations: $(STAMP)  ## Write docs/obligations.md from the tests that name an obligation
	$(BIN)/python -m tests.repository.obligations

environment: $(STAMP)

# The lock is the supported install: uv alone can lift Rasa's pins (docs/adr/0001).
$(STAMP): pyproject.toml uv.lock
	@uv=$$(scripts/find-uv); python=$$(scripts/find-python); \
	  echo "Installing what uv.lock names for $$python …" >&2; \
	  "$$uv" sync --locked --quiet --python "$$python"
	@touch $@

web-tools:
	@if command -v npm >/dev/null && [ web/package-lock.json -nt web/node_modules/.package-lock.json ]; then \
	  npm ci --prefix web --no-audit --no-fund --silent; fi

clean:  ## Remove what was made in the tree; case records are kept elsewhere and stay
	rm -rf .venv .uv-bootstrap web/node_modules models .rasa .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find bot tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
