#!/bin/sh
# Builds the documentation into build/site: the pages, and the reference out of the docstrings.
# Any warning is a failure. Opened as a file, build/site/index.html needs no server and no network.
. "$(dirname "$0")/setup.sh"
.venv/bin/pip install -q --disable-pip-version-check -c constraints.txt -e . --group docs
say "building the site"
.venv/bin/python -m sphinx -q -W --keep-going -j auto -c docs/site "$@" . build/site
say "build/site/index.html"
