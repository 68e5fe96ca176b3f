import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.exports.open_data import export_open_data


class Command(BaseCommand):
    help = "把已发布的全部内容导出为开放数据：JSON Lines、Akoma Ntoso 与校验值。"

    def add_arguments(self, parser):
        parser.add_argument("target", type=Path, help="新的文件夹，或以 .tar.gz 结尾的文件")

    def handle(self, *args, target, verbosity, **options):
        is_quiet = verbosity == 0 or not sys.stderr.isatty()

        def progress(rows, name, total):
            return tqdm(rows, desc=name, total=total, disable=is_quiet)

        try:
            counts = export_open_data(target, progress=progress)
        except OSError as error:
            raise CommandError(f"没有导出：{error}") from error
        summary = "，".join(f"{name} {count}" for name, count in counts.items())
        self.stdout.write(f"已导出到 {target}：{summary}")
