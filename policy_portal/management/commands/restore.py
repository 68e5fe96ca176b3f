from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from policy_portal.audit import AuditKind, record_command
from policy_portal.backup import BackupError, restore_backup


class Command(BaseCommand):
    help = "把备份恢复到一个空的数据库，补上较新的迁移，再核对一遍。不覆盖任何已有的内容。"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="manage.py backup 写的 .dump 文件")
        parser.add_argument(
            "--no-verify", action="store_true", help="不核对（以后可以运行 manage.py verify）"
        )

    def handle(self, *, file, no_verify, **options):
        if not file.is_file():
            raise CommandError(f"没有这个文件：{file}")
        try:
            note = restore_backup(file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = f"{sum(note.rows.values())} 行与备份时一致" if note else "没有说明文件，行数无从比较"
        self.stdout.write(f"恢复了 {file.name}：{rows}。")
        call_command("migrate", verbosity=0, interactive=False)
        record_command(AuditKind.BACKUP, f"从 {file.name} 恢复")
        if not no_verify:
            call_command("verify", stdout=self.stdout, stderr=self.stderr)
