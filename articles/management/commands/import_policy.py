import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.admin.journal import audit
from articles.importing.batch import ImportRun, Summary, report_of, what_became_of
from articles.importing.files.folders import NoSuchPathError, files_in, left_aside_in
from articles.importing.readers import READ_AS
from articles.models.links.link_rule import LinkRule


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
        files, left_aside = _files_to_read(paths)
        _refuse_unwritable(report)
        summary, reports = Summary(left_aside=len(left_aside)), [str(left) for left in left_aside]
        bar = tqdm(total=len(files), unit="件", disable=verbosity == 0 or not sys.stderr.isatty())

        def tell(outcome):
            text = report_of(outcome)
            reports.append(text or what_became_of(outcome))
            if text and verbosity:
                bar.clear()
                self.stdout.write(text)
            bar.update()

        if verbosity:
            self.stdout.writelines(f"{left}\n" for left in left_aside)
        with bar:
            is_whole = ImportRun(files, dry_run, link_rule, tell, _record).carry_out(summary)
        stopped = "" if is_whole else "已中断，再次运行会接着导入；"
        self.stdout.write(f"{'试运行，没有写入；' if dry_run else ''}{stopped}{summary}")
        if report:
            report.write_text("\n\n".join(reports) + "\n", encoding="utf-8")
        if not is_whole:
            raise SystemExit(130)
        if summary.failed or not all(left.is_expected for left in left_aside):
            raise SystemExit(1)


def _files_to_read(paths):
    try:
        files, left_aside = files_in(paths), left_aside_in(paths)
    except NoSuchPathError as error:
        raise CommandError(str(error)) from error
    if not files:
        raise CommandError("\n".join([f"没有找到 {READ_AS} 文件。", *map(str, left_aside)]))
    return files, left_aside


def _refuse_unwritable(report):
    """Before the import, which may take hours, and not after it."""
    try:
        if report:
            report.open("a").close()
    except OSError as error:
        raise CommandError(f"报告写不进 {report}：{error.strerror}") from error


def _record(message):
    audit().record_command("import", message)
