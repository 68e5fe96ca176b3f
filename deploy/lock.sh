#!/bin/sh
# Regenerates the lock files from the ranges in pyproject.toml. UV= names another uv than the one in the venv.
# The header is our own: uv's would repeat the command line with this machine's paths.
set -eu
cd "$(dirname "$0")/.."
UV=${UV:-.venv/bin/uv}
PYTHON_VERSION=3.11
compile() {
    output=$1; shift
    "$UV" pip compile --quiet --universal --python-version "$PYTHON_VERSION" --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
        --output-file "$output" "$@"
}
compile deploy/requirements-dev.lock --extra dev --extra mcp pyproject.toml
# The runtime is constrained by the development lock, so that both agree on every version.
compile deploy/requirements.lock --constraints deploy/requirements-dev.lock --extra mcp pyproject.toml
compile deploy/requirements-build.lock --group build
compile deploy/bench/requirements.lock --group bench
# Laid over the venv by deploy/overlay.sh. Django 6.1 asks for Python 3.12.
compile deploy/requirements-psycopg3.lock --constraints deploy/requirements-dev.lock --group psycopg3
PYTHON_VERSION=3.12
compile deploy/requirements-django61.lock --group django61
