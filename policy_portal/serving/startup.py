"""The steps before the portal serves, each a function that is safe to repeat.

Each step returns one line, in Chinese, that says what it did.
"""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from articles.models.postgres.outages import is_read_only
from articles.search import heal_index
from policy_portal import upgrades
from policy_portal.audit import AuditKind, record
from policy_portal.database.base import embedded_cluster
from policy_portal.serving.assets import ensure_static_files
from policy_portal.shipped_content import load_measures, load_policies
from policy_portal.signing.keys import check_keys

Step = tuple[str, Callable[[], str]]

ADMINISTRATOR = "admin"
# An arbitrary constant lock id: two portals that start at once on one database take turns.
STARTUP_LOCK = 2009_0232


def prepare(*, begin: Callable[[str], None], end: Callable[[str], None]) -> None:
    """Run all steps in order; `begin` gets each one's title, `end` its outcome with the seconds it took."""
    check_key()
    check_keys()
    steps = _steps()
    _run(1, len(steps), steps[0], begin=begin, end=end)
    with _one_at_a_time():
        for number, step in enumerate(steps[1:], start=2):
            _run(number, len(steps), step, begin=begin, end=end)


def check_key() -> None:
    """Raises ImproperlyConfigured where several machines would each make a key of their own.

    With a database elsewhere, web processes have no state: a reader signed in at one is signed in at all.
    """
    if settings.PORTAL_HTTPS and os.environ.get("DATABASE_URL") and not os.environ.get("SECRET_KEY"):
        raise ImproperlyConfigured(
            "PORTAL_HTTPS=1 并且用 DATABASE_URL 时须设置 SECRET_KEY，各台机器相同。"
            f"已有的部署请沿用原来的：SECRET_KEY=$(cat {settings.DATA_DIR}/secret_key)"
        )


def start_database() -> str:
    connection.ensure_connection()
    version, *_ = connection.get_database_version()
    cluster = embedded_cluster(connection.settings_dict)
    kind = "，只读：可以查阅，不能登录和修改" if is_read_only() else ""
    if cluster is None:
        return f"PostgreSQL {version}（DATABASE_URL{kind}）"
    return f"内置 PostgreSQL {version}，数据在 {cluster.path}{kind}"


def migrate() -> str:
    upgrades.refuse_newer_database()
    # Checked first: the command takes half a second even if there is nothing to do.
    missing = upgrades.pending()
    if not missing:
        return "已是最新"
    if settings.PORTAL_MIGRATE == "wait":
        return upgrades.wait_until_migrated()
    if is_read_only():
        raise ImproperlyConfigured(
            f"数据库是只读的，而它还缺少 {missing} 个迁移。请先用这个版本连接主数据库启动一次。"
        )
    call_command("migrate", verbosity=0, interactive=False)
    return f"执行了 {missing} 个迁移"


def ensure_administrator() -> str:
    """Create the first superuser with a random password, which is shown once and stored only as a hash."""
    users = get_user_model().objects
    if users.filter(is_superuser=True).exists():
        return "已有管理员，密码不变（忘记时运行 .venv/bin/python manage.py changepassword 用户名）"
    is_taken = users.filter(username=ADMINISTRATOR).exists()  # by a user whom an administrator demoted
    name = f"{ADMINISTRATOR}-{secrets.token_hex(3)}" if is_taken else ADMINISTRATOR
    password = secrets.token_urlsafe(12)
    user = users.create_superuser(name, password=password)
    record(AuditKind.ACCOUNT, "首次启动时建立的管理员", rows=[user])
    return (
        f"已建立\n\n      用户名：{name}\n      密  码：{password}\n"
        f"      （只显示这一次，请记下；修改密码：.venv/bin/python manage.py changepassword {name}）\n"
    )


def _steps() -> list[Step]:
    return [
        ("启动数据库", start_database),
        ("更新数据库结构", migrate),
        ("载入随附内容", _unless_read_only(load_policies)),
        ("载入支持措施", _unless_read_only(load_measures)),
        ("建立检索索引", _unless_read_only(heal_index)),
        ("管理员账号", _unless_read_only(ensure_administrator)),
        ("收集静态文件", lambda: ensure_static_files(settings.DATA_DIR)),
    ]


def _unless_read_only(action: Callable[[], str]) -> Callable[[], str]:
    """Skip the step on a standby, which gets its primary's data."""
    return lambda: "数据库只读，沿用已有的" if is_read_only() else action()


def _run(number: int, total: int, step: Step, *, begin: Callable, end: Callable) -> None:
    title, action = step
    begin(f"[{number}/{total}] {title} … ")
    started = time.monotonic()
    outcome = action()
    end(f"{outcome}（{time.monotonic() - started:.1f} 秒）")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [STARTUP_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [STARTUP_LOCK])
