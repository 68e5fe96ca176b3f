#!/bin/sh
# Every check that is not a test: all of them, or those named (.pre-commit-config.yaml names the quick ones).
# Runs them all, then fails if one did.
cd "$(dirname "$0")/.." || exit 1
BIN=.venv/bin
failed=''

deploy_check() {
    # As on a production server, with a key nobody keeps.
    PORTAL_HTTPS=1 PORTAL_HSTS_SUBDOMAINS=1 PORTAL_HSTS_PRELOAD=1 SECRET_KEY=$($BIN/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
        $BIN/python manage.py check --deploy --fail-level WARNING
}

check() {
    title=$1; shift
    printf '—— %s\n' "$title"
    "$@" || failed="$failed、$title"
}

run() {
    case $1 in
        lint) check "代码规则" $BIN/python -m ruff check . ;;
        format) check "代码格式" $BIN/python -m ruff format --check . ;;
        templates) check "模板" $BIN/djlint templates --quiet ;;
        shell) check "脚本" $BIN/shellcheck deploy/*.sh deploy/bench/*.sh .ci/run ;;
        types) check "类型" $BIN/mypy ;;
        migrations) check "迁移完整" $BIN/python manage.py makemigrations --check --dry-run ;;
        settings) check "部署设置" deploy_check ;;
        measures) check "措施的限定" $BIN/python manage.py check_measures ;;
        imports) check "架构" $BIN/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' ;;
        *) check "没有这一项：$1" false ;;
    esac
}

[ $# -gt 0 ] || set -- lint format templates shell types migrations settings measures imports
for name in "$@"; do run "$name"; done

[ -z "$failed" ] || { printf '\n未通过：%s\n' "${failed#、}" >&2; exit 1; }
printf '\n全部通过。\n'
