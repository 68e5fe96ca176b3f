"""Measures read from their rows: in few statements, and never older than the rows."""

import pytest

from articles.models.links.later_rule import public_later_rules
from guidance.matching.measure_choices import NOT_STATED
from guidance.models import Caution, MeasureStatus, StatedValue, SupportMeasure
from guidance.models.catalogue import offered_measures, read_measures

pytestmark = pytest.mark.django_db
SLUG = "import-duty-major-projects"


def offered_measure(slug: str = SLUG):
    return {measure.slug: measure for measure in offered_measures()}.get(slug)


def test_all_measures_take_two_statements(shipped, django_assert_num_queries):
    """And one that asks whether the later rules, which are kept at hand, have changed."""
    public_later_rules()
    with django_assert_num_queries(3):
        measures = list(read_measures(SupportMeasure.objects.published()))
    assert len(measures) == SupportMeasure.objects.published().count() > 1
    with django_assert_num_queries(0):
        for measure in measures:
            assert [issuer.name for issuer in measure.article.policy.issuers.all()]
            assert all(
                measure.article.text[row.start : row.end] == row.quote
                for row in (*measure.quotes, *measure.criteria)
                if row.quote
            )


def test_measures_on_offer_are_kept_while_nothing_changes(shipped, django_assert_num_queries):
    before = offered_measures()
    with django_assert_num_queries(1):
        assert offered_measures() is before


def test_what_is_stated_later_is_told_at_once(shipped):
    assert {str(stated) for stated in offered_measure().stated} == {NOT_STATED}
    measure = SupportMeasure.objects.get(slug=SLUG)
    StatedValue.objects.create(measure=measure, name="deadline", value="三年", source="某文件")
    assert [str(stated) for stated in offered_measure().stated if stated.is_stated] == [
        "三年（出处：某文件）"
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda measure: measure.article.policy.issuers.update(name="某部"), "某部"),
        (lambda measure: Caution.objects.filter(measure=measure).update(text="新的提示"), "新的提示"),
        (lambda measure: measure.criteria.filter(fact__isnull=False).first().fact.save(), ""),
    ],
)
def test_a_change_of_what_belongs_to_a_measure_is_seen_at_once(shipped, change, expected):
    before = offered_measure()
    change(SupportMeasure.objects.get(slug=SLUG))
    after = offered_measure()
    assert after is not before
    issuers = [issuer.name for issuer in after.article.policy.issuers.all()]
    assert not expected or expected in (*issuers, *(caution.text for caution in after.cautions))


def test_only_what_is_published_is_on_offer_and_any_other_can_be_read(shipped):
    SupportMeasure.objects.with_slugs([SLUG]).update(status=MeasureStatus.DRAFT)
    assert offered_measure() is None
    (draft,) = read_measures(SupportMeasure.objects.with_slugs([SLUG]))
    assert (draft.slug, draft.words[0]) == (SLUG, draft.quotes[0].quote)
