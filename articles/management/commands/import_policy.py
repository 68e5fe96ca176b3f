import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.importing.batch import (
    NoSuchPathError,
    Summary,
    files_in,
    import_files,
    report_of,
    what_became_of,
)
from articles.search import compact_index


class Command(BaseCommand):
    help = (
        "导入政策与法律文本（.txt、.md、.docx、.html 文件或文件夹）。"
        "再次运行只处理有变化的文件，中断后可以接着运行。"
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, help="文件或文件夹")
        parser.add_argument("--dry-run", action="store_true", help="只报告会发生什么，不写入")
        parser.add_argument("--report", type=Path, help="把每件的结果、存疑与改动写入这个文件")

    def handle(self, *args, paths, dry_run, report, verbosity, **options):
        try:
            files = files_in(paths)
        except NoSuchPathError as error:
            raise CommandError(str(error)) from error
        if not files:
            raise CommandError("没有找到 .txt、.md、.docx、.html 文件。")
        summary, reports = Summary(), []
        bar = tqdm(total=len(files), unit="件", disable=verbosity == 0 or not sys.stderr.isatty())
        try:
            for outcome in import_files(files, dry_run=dry_run):
                summary.add(outcome)
                report_text = report_of(outcome)
                reports.append(report_text or what_became_of(outcome))
                if report_text and verbosity:
                    bar.clear()
                    self.stdout.write(report_text)
                bar.update()
        except KeyboardInterrupt:
            self._finish(summary, reports, report, prefix="已中断，再次运行会接着导入；")
            raise SystemExit(130) from None
        finally:
            bar.close()
        if not dry_run:
            compact_index()
        self._finish(summary, reports, report, prefix="试运行，没有写入；" if dry_run else "")
        if summary.failed:
            raise SystemExit(1)

    def _finish(self, summary, reports, path, *, prefix):
        if path:
            path.write_text("\n\n".join(reports) + "\n", encoding="utf-8")
        self.stdout.write(f"{prefix}{summary}")
