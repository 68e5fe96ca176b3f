"""The dump of open data holds the measures, facts and articles without a measure."""

import json

import pytest
from django.core.management import call_command

from guidance.models import SupportMeasure

pytestmark = pytest.mark.django_db


def test_the_dump_holds_every_measure_on_offer(shipped, tmp_path):
    SupportMeasure.objects.with_slugs(["technology-base-support"]).update(status="withdrawn")
    call_command("export_open_data", tmp_path / "dump", verbosity=0)
    lines = (tmp_path / "dump" / "measures.jsonl").read_text("utf-8").splitlines()
    measures = {row["slug"]: row for row in map(json.loads, lines)}
    assert set(measures) == set(SupportMeasure.objects.published().supports().values_list("slug", flat=True))
    assert "technology-base-support" not in measures
    texts = dict(shipped.articles.values_list("number", "text"))
    for row in measures.values():
        assert row["url"].startswith("/guidance/measures/")
        for part in [*row["quotes"], *row["criteria"]]:
            if part["quote"]:
                assert texts[row["article"]][part["start"] : part["end"]] == part["quote"]
    readme = (tmp_path / "dump" / "README.md").read_text("utf-8")
    for name in ("measures", "limits", "facts", "articles_without_measure"):
        assert f"- {name}.jsonl" in readme
        assert (tmp_path / "dump" / f"{name}.jsonl").read_text("utf-8").strip()
