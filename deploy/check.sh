#!/bin/sh
# Every check that is not a test: all of them, or those named (.pre-commit-config.yaml names the quick ones).
# Runs them all, then fails if one did.
cd "$(dirname "$0")/.." || exit 1
BIN=.venv/bin
failed=''
not_run=''

deploy_check() {
    # As on a production server, with a key nobody keeps.
    PORTAL_HTTPS=1 PORTAL_HSTS_SUBDOMAINS=1 PORTAL_HSTS_PRELOAD=1 \
        SECRET_KEY=$($BIN/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
        $BIN/python manage.py check --deploy --fail-level WARNING
}

bandit() { # it warns of every comment that silences it
    said=$($BIN/bandit --quiet --recursive --severity-level medium articles guidance policy_portal 2>&1) && return 0
    printf '%s\n' "$said" | grep -v '	WARNING	'
    return 1
}

advisories() { # status 3: neither a network nor an archive to ask
    $BIN/python deploy/audit.py
    status=$?
    [ "$status" = 3 ] && not_run="$not_run、依赖的已知漏洞" && return 0
    return "$status"
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
        migrations)
            check "迁移完整" $BIN/python manage.py makemigrations --check --dry-run
            check "迁移与旧的程序" $BIN/python deploy/check_migrations.py ;;
        settings) check "部署设置" deploy_check ;;
        measures) check "措施的限定" $BIN/python manage.py check_measures ;;
        imports) check "架构" $BIN/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' ;;
        security) check "代码的安全" bandit ;;
        advisories) check "依赖的已知漏洞" advisories ;;
        *) check "没有这一项：$1" false ;;
    esac
}

[ $# -gt 0 ] || set -- lint format templates shell types migrations settings measures imports security advisories
for name in "$@"; do run "$name"; done

[ -z "$failed" ] || { printf '\n未通过：%s\n' "${failed#、}" >&2; exit 1; }
[ -z "$not_run" ] || printf '\n没有运行：%s\n' "${not_run#、}"
printf '\n%s\n' "${not_run:+其余}全部通过。"
