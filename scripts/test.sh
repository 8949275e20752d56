#!/bin/sh
# Sets up formcheck in .venv with its test tools, and runs every check. What follows the command
# is passed to pytest.
. "$(dirname "$0")/setup.sh"
command -v strace >/dev/null 2>&1 || require_packages strace
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || require_packages chromium
command -v postgres >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || require_packages postgresql
.venv/bin/pip install -q --disable-pip-version-check -c constraints.txt -e . --group test
PATH="$PWD/.venv/bin:$PATH"
export PATH
say "ruff"
ruff check .
ruff format --check .
say "mypy"
mypy
say "import-linter"
lint-imports
say "pylint: code that stands in two modules"
pylint --disable=all --enable=duplicate-code --min-similarity-lines=10 formcheck
say "pytest"
exec pytest -n auto --dist loadgroup "$@"
