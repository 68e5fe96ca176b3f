import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.admin.journal import audit
from articles.importing.batch import Summary, import_files, report_of, what_became_of
from articles.importing.folders import NoSuchPathError, files_in, left_aside_in
from articles.importing.readers import READ_AS
from articles.models.links.link_rule import LinkRule
from articles.search import compact_index


class Command(BaseCommand):
    help = f"导入政策与法律文本（{READ_AS} 文件或文件夹）。再次运行只处理有变化的文件，中断后可以接着运行。"

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, help="文件或文件夹")
        parser.add_argument("--dry-run", action="store_true", help="只报告会发生什么，不写入")
        rules = "；".join(f"{value} {label}" for value, label in LinkRule.choices)
        parser.add_argument(
            "--link-rule",
            choices=LinkRule.values,
            default=LinkRule.SURE,
            help=f"新政策的链接怎样公开：{rules}",
        )
        parser.add_argument("--report", type=Path, help="把每件的结果、存疑与改动写入这个文件")

    def handle(self, *args, paths, dry_run, link_rule, report, verbosity, **options):
        try:
            files, left_aside = files_in(paths), left_aside_in(paths)
        except NoSuchPathError as error:
            raise CommandError(str(error)) from error
        if not files:
            raise CommandError("\n".join([f"没有找到 {READ_AS} 文件。", *map(str, left_aside)]))
        summary, reports = Summary(left_aside=len(left_aside)), [str(each) for each in left_aside]
        if verbosity:
            self.stdout.writelines(f"{each}\n" for each in left_aside)
        bar = tqdm(total=len(files), unit="件", disable=verbosity == 0 or not sys.stderr.isatty())
        try:
            for outcome in import_files(files, dry_run=dry_run, link_rule=link_rule):
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
            audit().record_command("import", f"导入：{summary}")
        self._finish(summary, reports, report, prefix="试运行，没有写入；" if dry_run else "")
        if summary.failed or not all(each.is_expected for each in left_aside):
            raise SystemExit(1)

    def _finish(self, summary, reports, path, *, prefix):
        if path:
            path.write_text("\n\n".join(reports) + "\n", encoding="utf-8")
        self.stdout.write(f"{prefix}{summary}")
