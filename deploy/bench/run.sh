#!/bin/sh
# Installs other web servers beside the portal, for the measurement only, and compares them (nginx, too, if there
# is one).  ARGS="--rounds 5 --seconds 10" and others: compare.py --help
set -eu
cd "$(dirname "$0")/../.."
EXTRA=$PWD/.data/bench/packages
if ! cmp -s deploy/bench/requirements.lock "$EXTRA/.installed"; then
    rm -rf "$EXTRA"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --target "$EXTRA" \
        -r deploy/bench/requirements.lock
    cp deploy/bench/requirements.lock "$EXTRA/.installed"
fi
PORTAL_DATA_DIR=$PWD/.data/bench/portal exec .venv/bin/python deploy/bench/compare.py "$EXTRA" "$@"
