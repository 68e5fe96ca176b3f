#!/bin/sh
# Makes .venv with the locked dependencies:  deploy/bootstrap.sh runtime|dev
# A second call finds the stamp and returns at once. PYTHON= chooses the interpreter; else the system's own comes
# first: distributions build it with what its compiler learned from running it, and update it. Measured: Debian's
# takes three quarters of the time of one that pyenv builds (docs/decisions/0081-which-python.md).
set -eu
cd "$(dirname "$0")/.."

VENV=.venv
STAMP=$VENV/.installed          # written last: only a finished install has it
UNFINISHED=$VENV/.installing    # left behind by a kill: such a venv may hold half a package
LOG=$VENV/install.log
SYSTEM_PYTHON=${SYSTEM_PYTHON-/usr/bin/python3}

say() { printf '%s\n' "$*"; }
die() { printf '错误：%s\n' "$*" >&2; exit 1; }
is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
can_make_venv() { "$1" -c 'import venv, ensurepip' >/dev/null 2>&1; }
version_of() { "$1" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null || true; }
fingerprint() { cat deploy/requirements-build.lock "$1" | cksum | tr ' ' '-'; }

case ${1:-} in
    runtime) LOCK=deploy/requirements.lock ;;
    dev) LOCK=deploy/requirements-dev.lock ;;
    *) die "用法：deploy/bootstrap.sh runtime|dev" ;;
esac
WANTED="$1 $(fingerprint $LOCK)"

is_installed() { [ -f $STAMP ] && grep -qxF "$WANTED" $STAMP && is_new_enough $VENV/bin/python; }

# Prints the interpreter to use, or says why there is none.
find_python() {
    found='' without_venv=''
    for candidate in ${PYTHON:-$SYSTEM_PYTHON python3 python3.13 python3.12 python3.11 python3.14}; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        version=$(version_of "$candidate")
        [ -n "$version" ] || continue
        found="$found $candidate($version)"
        is_new_enough "$candidate" || continue
        if can_make_venv "$candidate"; then command -v "$candidate"; return; fi
        without_venv="$without_venv $candidate"
    done
    if [ -n "$without_venv" ]; then
        die "$without_venv 缺少 venv 模块，无法建立虚拟环境。Debian/Ubuntu 请运行：apt-get install python3-venv"
    elif [ -n "$found" ]; then
        die "需要 Python 3.11 或更高版本，找到的是：$found。请安装新版本，或用 make PYTHON=/路径/python3.11 指定。"
    elif [ -n "${PYTHON:-}" ]; then
        die "PYTHON=$PYTHON 不能运行。请指定一个 3.11 或更高版本的 Python。"
    else
        die "没有找到 Python。请安装 Python 3.11 或更高版本（Debian/Ubuntu：apt-get install python3 python3-venv）。"
    fi
}

make_venv() {
    python=$(find_python)
    say "建立虚拟环境 $VENV（Python $(version_of "$python")）…"
    rm -rf $VENV
    "$python" -m venv $VENV || die "建立虚拟环境失败，见上面的信息。"
}

install() {
    # --no-deps: a lock names everything, so there is nothing to resolve. --no-build-isolation: jieba, the one
    # source package, is built with the locked setuptools instead of whatever the index offers that day.
    PIP_USER=0 $VENV/bin/python -m pip install --quiet --no-input --disable-pip-version-check --progress-bar off \
        --require-hashes --no-deps --no-build-isolation --use-pep517 -r "$1" >>$LOG 2>&1 && return
    tail -n 40 $LOG >&2
    rm -f $UNFINISHED
    die "安装依赖失败，pip 的输出见上（全文：$LOG）。请检查网络或软件源（PIP_INDEX_URL）后重试。"
}

is_installed && exit 0
[ -w . ] || die "项目目录不可写：$(pwd)。请修改权限，或复制到一个可写的目录再运行。"

# Two first runs at once (make run, make test) take turns. The lock is on this very file: nothing to clean up.
exec 9<deploy/bootstrap.sh
if command -v flock >/dev/null 2>&1; then flock 9; fi
is_installed && exit 0

if [ -e $UNFINISHED ] || ! is_new_enough $VENV/bin/python || ! $VENV/bin/python -m pip --version >/dev/null 2>&1; then
    make_venv
fi
touch $UNFINISHED
: >$LOG
say "安装依赖（$LOCK，首次约需一分钟）…"
install deploy/requirements-build.lock
install $LOCK
{
    # The development lock holds the runtime lock: `make run` after `make test` has nothing to install.
    echo "runtime $(fingerprint deploy/requirements.lock)"
    echo "$WANTED"
} >$STAMP
rm -f $UNFINISHED
say "依赖已就绪。"
