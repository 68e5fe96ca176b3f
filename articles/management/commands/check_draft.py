import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.api.check import report_values
from articles.checking import CheckVerdict, Finding, Report, check_draft
from articles.importing.readers import READ_AS, UnreadableFileError, read_source


class Command(BaseCommand):
    help = (
        "逐字核对一份草稿中的引用和引文；有出入、出处不符、条号不存在或引用旧版本时以状态 1 退出。"
        f"可读 {READ_AS}。"
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="草稿")
        parser.add_argument("--json", action="store_true", help="按接口的格式写出全部结果")
        parser.add_argument("--all", action="store_true", help="也列出没有问题的")

    def handle(self, *args, file: Path, **options):
        report = check_draft(_draft_text(file))
        if options["json"]:
            self.stdout.write(_as_json(report))
        else:
            for finding in report.findings:
                if options["all"] or finding.is_fault:
                    self.stdout.write(_as_line(finding))
            self.stdout.write(_summary(report))
        if report.has_faults:
            raise SystemExit(1)


def _draft_text(file: Path) -> str:
    try:
        return read_source(file).text
    except (UnreadableFileError, OSError) as problem:
        raise CommandError(f"{file}：{problem}") from None


def _as_json(report: Report) -> str:
    return json.dumps(report_values(report), ensure_ascii=False, indent=2, default=str)


def _as_line(finding: Finding) -> str:
    words = " ".join(finding.words.split())
    quoted = words if len(words) <= 60 else f"{words[:60]}…"
    correction = f"；应为：{finding.right}" if finding.right else ""
    place = f"{finding.start}–{finding.end}"
    return f"{place} {finding.verdict_label}：{quoted}\n    {finding.explanation}{correction}"


def _summary(report: Report) -> str:
    counts = "，".join(f"{verdict.label} {report.summary[verdict.value]}" for verdict in CheckVerdict)
    return f"共 {len(report.findings)} 处：{counts}。"
