"""Support measures in the queue: drafts are offered or taken back, stale ones are looked at again."""

import pytest
from django.core.management import call_command

from articles.editing import save_article
from articles.importing.batch import import_files
from articles.review.queue import QueueFilters, ReviewerDecision, answer_item, queue_page, undo_batch
from guidance.models import DraftCount, SupportMeasure

DRAFTED = """# 某市促进科技创新若干规定

第一条 为了促进科技创新，制定本规定。

第二条 对首次认定的高新技术企业，给予一次性奖励20万元。
"""


@pytest.fixture
def measure(shipped) -> SupportMeasure:
    return SupportMeasure.objects.published().with_rows().order_by("pk").first()


@pytest.mark.parametrize(
    ("state", "pressed", "after"),
    [
        ("draft", "accept", "published"),
        ("draft", "reject", "withdrawn"),
        ("stale", "accept", "published"),
        ("stale", "reject", "withdrawn"),
    ],
)
def test_a_measure_is_decided_on_in_context_and_back(client, admin_user, measure, state, pressed, after):
    page = client.get(measure.get_absolute_url()).content
    SupportMeasure.objects.filter(pk=measure.pk).update(status=state)
    (item,) = queue_page(QueueFilters(policy="国家产业技术政策"), admin_user).items
    quote = measure.quotes.first().quote
    assert quote in "".join(segment.text for segment in item.excerpt.segments)
    answer = answer_item(item.key, ReviewerDecision.of(pressed), by=admin_user)
    measure.refresh_from_db()
    assert (measure.status, answer.problems) == (after, ())
    assert (client.get(measure.get_absolute_url()).content == page) is (after == "published")
    undo_batch(answer.batch.pk, by=admin_user)
    measure.refresh_from_db()
    assert measure.status == state


def test_a_measure_whose_words_stand_twice_is_offered_again_where_they_stood(admin_user, measure):
    row = measure.quotes.first()
    text, start = measure.article.text, row.start
    measure.article.text = f"{text}{row.quote}"
    save_article(measure.article, by=admin_user)
    SupportMeasure.objects.filter(pk=measure.pk).update(status="stale")
    measure.quotes.filter(pk=row.pk).update(start=start + 1, end=start + 1 + len(row.quote))
    answer = answer_item(f"stale-measure-{measure.pk}", ReviewerDecision.of("accept"), by=admin_user)
    assert answer.problems == ()
    assert SupportMeasure.objects.get(pk=measure.pk).quotes.first().start == start


def test_the_desk_knows_the_drafted_measures_as_they_were_counted(admin_client, tmp_path, shipped, capsys):
    file = tmp_path / "某市促进科技创新若干规定.md"
    file.write_text(DRAFTED, encoding="utf-8")
    (outcome,) = import_files([file])
    assert "还没有统计" in admin_client.get("/admin/").content.decode()
    call_command("count_drafts")
    counted = DraftCount.objects.get(policy=outcome.policy)
    assert counted.waiting == 1
    assert f"共 {DraftCount.objects.total()} 项" in capsys.readouterr().out
    admin_client.get(f"/admin/guidance/rejecteddraft/waiting/{outcome.policy.slug}/")
    counted.refresh_from_db()
    assert counted.waiting == 1
