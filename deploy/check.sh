#!/bin/sh
# Every check that is not a test. Runs them all, then fails if one did.
cd "$(dirname "$0")/.." || exit 1
BIN=.venv/bin
failed=''

check() {
    title=$1; shift
    printf '—— %s\n' "$title"
    "$@" || failed="$failed、$title"
}

deploy_check() {
    # As on a production server, with a key nobody keeps.
    PORTAL_HTTPS=1 SECRET_KEY=$($BIN/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
        $BIN/python manage.py check --deploy --fail-level WARNING
}

check "代码规则" $BIN/python -m ruff check .
check "代码格式" $BIN/python -m ruff format --check .
check "迁移完整" $BIN/python manage.py makemigrations --check --dry-run
check "部署设置" deploy_check
check "架构" $BIN/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

[ -z "$failed" ] || { printf '\n未通过：%s\n' "${failed#、}" >&2; exit 1; }
printf '\n全部通过。\n'
