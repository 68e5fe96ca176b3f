#!/bin/sh
# Installs what is measured beside the portal, for the measurement only, and measures (docs/benchmarks.md):
# pages and search, or with ARGS=servers web servers under hostile connections. ARGS=--help, ARGS="servers --help"
set -eu
cd "$(dirname "$0")/../.."
unset DATABASE_URL  # nobody's database but those of the measurement
EXTRA=$PWD/.data/bench/packages
if ! cmp -s deploy/bench/requirements.lock "$EXTRA/.installed"; then
    rm -rf "$EXTRA"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --target "$EXTRA" \
        -r deploy/bench/requirements.lock
    cp deploy/bench/requirements.lock "$EXTRA/.installed"
fi
if [ "${1:-}" = servers ]; then
    shift
    PORTAL_DATA_DIR=$PWD/.data/bench/portal exec .venv/bin/python -m deploy.bench.servers "$EXTRA" "$@"
fi
exec .venv/bin/python -m deploy.bench "$EXTRA" "$@"
