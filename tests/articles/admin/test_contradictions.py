"""What contradicts itself is refused: by the form, at its field and in Chinese, and by the database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.importing.identification.stated_facts import stated_facts
from articles.models import Alias, Entity, Mention, Policy, Reference
from articles.text.parsing.chronology import impossible_dates, reaches_back, without_impossible
from articles.text.parsing.structure import parse_policy
from tests.articles.links.linked import entity

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 1)
SIGNED = date(2009, 5, 15)


@pytest.mark.parametrize(
    ("stated", "wrong"),
    [
        ({"adopted_on": date(2009, 6, 1), "signed_on": SIGNED}, {"signed_on"}),
        ({"signed_on": SIGNED, "published_on": date(2009, 5, 14)}, {"published_on"}),
        ({"adopted_on": SIGNED, "amended_on": date(2008, 1, 1)}, {"amended_on"}),
        ({"signed_on": SIGNED, "published_on": date(2030, 1, 1)}, {"published_on"}),
        ({"adopted_on": date(2030, 1, 1), "signed_on": SIGNED}, {"adopted_on"}),
        ({"adopted_on": SIGNED, "signed_on": SIGNED, "published_on": SIGNED, "amended_on": SIGNED}, set()),
        ({"published_on": SIGNED, "amended_on": date(2008, 1, 1)}, set()),
        ({"amended_on": date(2020, 1, 1), "effective_on": SIGNED}, set()),
        ({}, set()),
    ],
)
def test_dates_stand_in_the_order_in_which_a_text_is_made(stated, wrong):
    assert set(impossible_dates(stated, today=TODAY)) == wrong
    possible, problems = without_impossible(stated, today=TODAY)
    assert impossible_dates(possible, today=TODAY) == {}
    assert {name for name, day in stated.items() if possible[name] != day} == wrong
    assert len(problems) == len(wrong)


@pytest.mark.parametrize(
    ("stated", "back"),
    [
        ({"signed_on": SIGNED, "effective_on": date(2008, 1, 1)}, True),
        ({"published_on": SIGNED, "effective_on": date(2009, 5, 1)}, True),
        ({"published_on": SIGNED, "amended_on": SIGNED, "effective_on": date(1990, 1, 1)}, False),
        ({"adopted_on": date(2009, 1, 1), "signed_on": SIGNED, "effective_on": SIGNED}, False),
    ],
)
def test_a_day_of_force_before_the_text_was_made_is_noticed(stated, back):
    assert bool(reaches_back(stated)) == back


class TestAPolicysOwnDates:
    @pytest.mark.parametrize(
        ("values", "field", "message"),
        [
            ({"effective_on": "2008-01-01"}, "effective_on", "请在“施行日期说明”写明依据"),
            ({"published_on": "2030-01-01"}, "published_on", "在今天之后"),
            ({"published_on": "2009-05-01"}, "published_on", "早于成文日期"),
            ({"adopted_on": "2009-06-01"}, "signed_on", "早于通过日期"),
            ({"adopted_on": "2009-05-01", "amended_on": "2009-04-01"}, "amended_on", "早于通过日期"),
            ({"signed_on": "2009-05-16"}, "signed_on", "不符"),
            (
                {"status": "in_force", "status_basis": "核对", "effective_on": "2099-01-01"},
                "status",
                "还没有到",
            ),
            ({"status": "not_yet", "status_basis": "核对", "effective_on": "2010-01-01"}, "status", "已到"),
        ],
    )
    def test_the_form_says_at_the_field_what_cannot_be(self, admin_client, shipped, values, field, message):
        path = f"/admin/articles/policy/{shipped.pk}/change/"
        page = admin_client.get(path).context
        inlines = page["inline_admin_formsets"]
        bound = [page["adminform"].form, *(inline.formset.management_form for inline in inlines)]
        for inline in inlines:
            bound += inline.formset.initial_forms
        sent = {
            bound_field.html_name: bound_field.value() for bound_form in bound for bound_field in bound_form
        }
        sent = {name: value for name, value in sent.items() if value not in (None, False)}
        response = admin_client.post(path, {**sent, **values})
        assert response.status_code == 200
        assert message in " ".join(response.context["adminform"].form.errors[field])

    @pytest.mark.parametrize(
        "values",
        [
            {"effective_on": date(2008, 1, 1)},
            {"published_on": date(2099, 1, 1)},
            {"published_on": date(2009, 5, 1)},
            {"adopted_on": date(2009, 6, 1)},
            {"adopted_on": date(2009, 5, 1), "amended_on": date(2009, 4, 1)},
            {"status": "in_force", "status_basis": "核对", "effective_on": date(2099, 1, 1)},
        ],
    )
    def test_the_database_refuses_it_too(self, shipped, values):
        with pytest.raises(IntegrityError), transaction.atomic():
            Policy.objects.filter(pk=shipped.pk).update(**values)

    def test_a_text_that_reaches_back_says_on_what_that_rests(self, shipped):
        shipped.effective_on, shipped.effective_basis = date(2008, 1, 1), "第三条：自2008年1月1日起执行"
        shipped.full_clean()
        shipped.save()

    def test_an_import_leaves_out_what_cannot_be_and_says_so(self):
        head = "某办法\n（2999年1月2日某部令第1号公布）\n"
        stated = stated_facts(parse_policy(f"{head}第一条 甲。\n第二条 本办法自2008年1月1日起施行。\n"))
        assert (stated.published_on, stated.effective_on) == (None, date(2008, 1, 1))
        assert stated.doubts == ("公布日期（2999-01-02）在今天之后，不记",)

    def test_an_import_keeps_a_day_of_force_that_reaches_back(self):
        head = "某办法\n（2010年1月2日某部令第1号公布）\n"
        stated = stated_facts(parse_policy(f"{head}第一条 甲。\n第二条 本办法自2008年1月1日起施行。\n"))
        assert stated.effective_on == date(2008, 1, 1)
        assert "早于公布日期" in stated.effective_basis
        assert "照来源记下" in stated.doubts[0]


class TestNames:
    @pytest.fixture
    def pair(self) -> tuple[Entity, Entity]:
        first, other = entity("goal", "t-one", "甲目标"), entity("goal", "t-other", "乙目标")
        Alias.objects.create(entity=other, name="丙目标", valid_until=date(2010, 1, 1))
        return first, other

    @pytest.mark.parametrize(
        ("name", "days", "message"),
        [
            ("乙目标", {}, "是另一实体“乙目标”的名称"),
            ("丙目标", {}, "同一时期也是“乙目标”的别名"),
            ("丙目标", {"valid_from": date(2010, 1, 1)}, "同一时期也是“乙目标”的别名"),
        ],
    )
    def test_an_alias_is_nobody_elses_name(self, pair, name, days, message):
        alias = Alias(entity=pair[0], name=name, **days)
        with pytest.raises(ValidationError, match=message) as refused:
            alias.clean()
        assert set(refused.value.message_dict) == {"name"}
        with pytest.raises(IntegrityError), transaction.atomic():
            alias.save()

    def test_a_name_may_be_handed_on(self, pair):
        alias = Alias(entity=pair[0], name="丙目标", valid_from=date(2010, 1, 2))
        alias.clean()
        alias.save()

    def test_an_entity_is_not_called_by_anothers_alias(self, pair):
        pair[0].name = "丙目标"
        with pytest.raises(ValidationError, match="另一实体“乙目标”的别名"):
            pair[0].clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            pair[0].save()

    def test_another_kind_may_use_the_name(self, pair):
        entity("actor", "t-actor", "丙目标").clean()

    def test_validity_that_ends_before_it_begins_is_refused_at_its_end(self, pair):
        alias = Alias(entity=pair[0], name="丁", valid_from=date(2010, 1, 1), valid_until=date(2009, 1, 1))
        with pytest.raises(ValidationError) as refused:
            alias.clean()
        assert set(refused.value.message_dict) == {"valid_until"}


class TestTargets:
    @pytest.fixture
    def law(self, import_text) -> Policy:
        return import_text("t-law", "某法\n第一条 甲。\n第二条 依照本法第一条办理。\n第三条 乙。\n")

    def cite(self, law: Policy, **values) -> Reference:
        second = law.articles.get(number=2)
        start = second.text.index("第一条")
        place = {"policy": law, "article": second, "quote": "第一条", "start": start, "end": start + 3}
        return Reference(**{**place, "number": 1, **values})

    def test_the_cited_article_is_the_one_of_its_number(self, law, article):
        reference = self.cite(law, target=law.articles.get(number=1))
        reference.clean()
        reference.save()
        for target, message in ((law.articles.get(number=3), "与援引的条号不符"), (article(1), "另一件政策")):
            reference.target = target
            with pytest.raises(ValidationError, match=message) as refused:
                reference.clean()
            assert set(refused.value.message_dict) == {"target"}
            with pytest.raises(IntegrityError), transaction.atomic():
                reference.save()

    def test_of_a_document_it_is_an_article_of_that_document(self, law, article, shipped):
        document = Entity.objects.create(kind="document", slug="t-doc", name="某法", policy=law)
        with pytest.raises(ValidationError, match="不属于《某法》"):
            self.cite(law, document=document, target=article(1)).clean()
        self.cite(law, document=document, target=law.articles.get(number=1)).clean()

    def test_what_a_person_chose_among_texts_of_one_title_stays(self, law, admin_user):
        document = Entity.objects.create(kind="document", slug="t-doc", name="某法")
        values = {"document": document, "target": law.articles.get(number=1), "decided_by": admin_user}
        chosen = self.cite(law, **values, decided_at="2026-01-01T00:00Z")
        chosen.save()
        Reference.objects.resolve_targets()
        chosen.refresh_from_db()
        assert chosen.target == law.articles.get(number=1)

    def test_a_range_ends_behind_its_beginning(self, law):
        with pytest.raises(ValidationError) as refused:
            self.cite(law, last_number=1).clean()
        assert set(refused.value.message_dict) == {"last_number"}

    def test_a_link_stands_in_an_article_of_its_policy(self, law, shipped, article):
        goal = entity("goal", "t-goal", "某目标")
        with pytest.raises(ValidationError, match="不属于所选的政策") as refused:
            Mention(policy=law, article=article(1), entity=goal, basis="editorial", reason="理由").clean()
        assert set(refused.value.message_dict) == {"article"}
