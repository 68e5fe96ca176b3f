from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from policy_portal.audit import AuditKind, record_command
from policy_portal.backup import BackupError, forget_older, take_backup


class Command(BaseCommand):
    help = "备份整个数据库（门户可以照常运行）：一个文件，和写明时间、校验值、各表行数的说明文件。"
    requires_system_checks = []

    def add_arguments(self, parser):
        default = settings.DATA_DIR / "backups"
        parser.add_argument(
            "folder", nargs="?", type=Path, default=default, help="存到哪个目录，默认数据目录的 backups/"
        )
        parser.add_argument("--keep", type=int, help="只留最近几份，更早的删去；不写则都留")

    def handle(self, *, folder, keep, **options):
        if keep is not None and keep < 1:
            raise CommandError("--keep 至少是 1。")
        try:
            file, note = take_backup(folder)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        record_command(AuditKind.BACKUP, f"备份到 {file.name}")
        rows = sum(note.rows.values())
        self.stdout.write(f"{file}（{file.stat().st_size / 2**20:.1f} MB，{len(note.rows)} 个表，{rows} 行）")
        for older in forget_older(folder, keep=keep) if keep else ():
            self.stdout.write(f"删去 {older.name}")
