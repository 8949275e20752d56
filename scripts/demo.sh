#!/bin/sh
# Sets up formcheck in .venv and reviews a bundled clip.
. "$(dirname "$0")/setup.sh"
.venv/bin/pip install -q --disable-pip-version-check -c constraints.txt -e .
exec .venv/bin/formcheck demo "$@"
