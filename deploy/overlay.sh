#!/bin/sh
# Runs a command with other locked packages laid over those of the venv, which stays as it is:
#   deploy/overlay.sh psycopg3 .venv/bin/python -m pytest tests/articles/search/index
set -eu
cd "$(dirname "$0")/.."
name=$1; shift
LOCK=deploy/requirements-$name.lock
FOLDER=.venv/overlays/$name
if ! cmp -s "$LOCK" "$FOLDER/.installed"; then
    rm -rf "$FOLDER"
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --progress-bar off \
        --require-hashes --no-deps --target "$FOLDER" -r "$LOCK"
    cp "$LOCK" "$FOLDER/.installed"
fi
PYTHONPATH=$PWD/$FOLDER exec "$@"
