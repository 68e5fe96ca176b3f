from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError

from policy_portal.upgrades import patiently


class Command(migrate.Command):
    help = f"{migrate.Command.help} 等锁、执行都有时限，读者和编辑不必停（docs/development.md，迁移）。"

    def handle(self, *args, **options):
        def once() -> None:
            super(Command, self).handle(*args, **options)

        try:
            patiently(once, database=options["database"], say=self.stderr.write)
        except OperationalError as error:
            raise CommandError(f"迁移没有完成，没有改动的部分照旧，可以再运行一次：{error}") from error
