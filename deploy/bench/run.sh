#!/bin/sh
# Installs granian beside the portal, for the measurement only, and compares the two servers.
set -eu
cd "$(dirname "$0")/../.."
command -v wrk >/dev/null 2>&1 || { echo "错误：没有找到 wrk（Debian/Ubuntu：apt-get install wrk）。" >&2; exit 1; }
EXTRA=$PWD/.data/bench/packages
if [ ! -f $EXTRA/.installed ]; then
    rm -rf $EXTRA
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --target $EXTRA \
        -r deploy/bench/requirements.lock
    touch $EXTRA/.installed
fi
PORTAL_DATA_DIR=$PWD/.data/bench/portal exec .venv/bin/python deploy/bench/compare.py "$EXTRA" "$@"
