"""Whether each new migration is one that older code does not notice, or says that it is not.

    deploy/check.sh migrations

What django-migration-linter finds incompatible (a column or table dropped or renamed, a value demanded that
older code does not give, a type changed) may stand only in a migration with "contract" in its name. That goes
out a version later than the code that no longer needs what it takes away (docs/development.md, 迁移).
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: The last migration of each app that is older than the rule; all those of an app that is newer are checked.
BEFORE_THE_RULE = {"articles": 60, "guidance": 40, "policy_portal": 10}
#: Indexes of small tables may be made where writers wait for them; `AddIndexConcurrently` is for the others.
ALLOWED = ("CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE", "DROP_INDEX")


def problems_of(name: str, statements: list[str]) -> list[str]:
    """What older code would notice of a migration that does not say so in its name."""
    from django_migration_linter.sql_analyser import PostgresqlAnalyser, analyse_sql_statements

    from policy_portal.upgrades import is_contract

    errors, _, warnings = analyse_sql_statements(PostgresqlAnalyser, statements, list(ALLOWED))
    return [] if is_contract(name) else [issue.message for issue in (*errors, *warnings)]


def new_migrations() -> Iterator[tuple[str, str]]:
    """The app and the name of each migration of the project's own apps that has to follow the rule."""
    from django.db.migrations.loader import MigrationLoader

    ours = own_apps()
    for app, name in sorted(MigrationLoader(None, ignore_no_migrations=True).disk_migrations):
        if app in ours and int(name.split("_")[0]) > BEFORE_THE_RULE.get(app, 0):
            yield app, name


def own_apps() -> frozenset[str]:
    """The labels of the apps that stand in the project's folder, not in a library's (.venv stands in it)."""
    from django.apps import apps

    return frozenset(app.label for app in apps.get_app_configs() if Path(app.path).parent == ROOT)


def statements_of(app: str, name: str) -> list[str]:
    from django.core.management import call_command

    output = io.StringIO()
    call_command("sqlmigrate", app, name, stdout=output, no_color=True)
    return output.getvalue().splitlines()


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policy_portal.settings")
    import django

    django.setup()
    problems = [
        f"{app}.{name}：{problem}"
        for app, name in new_migrations()
        for problem in problems_of(name, statements_of(app, name))
    ]
    print("\n".join(problems) or "新的迁移都不妨碍旧的程序，或写明了 contract。")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
