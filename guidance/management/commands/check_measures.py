"""Check the measures that ship: a limit told in a note is asked for, or a reason says why not."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from guidance.measures.limiting_notes import unfounded_notes
from guidance.measures.shipped_measures import shipped_records


class Command(BaseCommand):
    help = "核对随附的支持措施：提示里说到的限定，都有条件承担，或写明为何不设条件"
    requires_system_checks = ()

    def handle(self, *args, **options) -> None:
        records = shipped_records()
        if mistakes := unfounded_notes(records):
            raise CommandError("\n".join(mistakes))
        self.stdout.write(f"{len(records)} 项支持措施和限制的提示都有条件或理由")
