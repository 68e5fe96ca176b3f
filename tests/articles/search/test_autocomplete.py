"""What is offered while a reader types."""

import pytest
from django.urls import resolve

from articles.editing import keep_policy, save_article
from articles.models import Entity, KnownWord, NameStart, Policy
from articles.models.postgres.removal import remove_for_good
from articles.review.publication import (
    publish_articles,
    publish_entities,
    withdraw_articles,
    withdraw_entities,
)
from articles.search.autocomplete import Suggestion, suggest
from articles.search.index.maintenance import ensure_index, index_entity
from articles.search.index.name_prefixes import ensure_names, learn_names_of

pytestmark = pytest.mark.usefixtures("shipped")


def texts(typed: str) -> list[str]:
    return [suggestion.text for suggestion in suggest(typed)]


@pytest.mark.parametrize("typed", ["25", "第25", "第二十五", "第25条", "第二十五条"])
def test_a_number_offers_its_article(typed):
    first = suggest(typed)[0]
    assert first.text.startswith("第二十五条 加大对引进技术")
    assert first.path == "/policies/gxblk-2009-232/articles/25/"


def test_the_beginning_of_a_number_offers_what_begins_so():
    labels = [text.split()[0] for text in texts("第三")[:4]]
    assert labels == ["第三条", "第三十条", "第三十一条", "第三十二条"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("知识", "知识产权保护"),
        ("zscq", "知识产权保护"),
        ("zhishi", "知识产权保护"),
        ("zhi shi", "知识产权保护"),
        ("知识ch", "知识产权保护"),
        ("知識", "知识产权保护"),
        ("走出去", "支持企业走出去"),
        ("zcq", "支持企业走出去"),
        ("czb", "财政部"),
        ("国家产业", "国家产业技术政策"),
        ("工信部联科[2009]", "工信部联科〔2009〕232号"),
        ("第六章", "第六章 广泛开展国际合作与交流 强化技术引进消化再创新"),
        ("消化吸收", "消化吸收再创新"),
    ],
)
def test_names_are_found_by_any_word_in_them_and_by_their_sound(typed, offered):
    assert offered in texts(typed)


@pytest.mark.parametrize("typed", ["", " ", "\0", "x", "没有这样的词语", "a" * 100, "%", "_", "\\", "'"])
def test_nothing_to_complete_offers_nothing(typed):
    assert suggest(typed) == []


def test_a_text_is_offered_once_and_as_what_it_names():
    suggestions = suggest("政府采购")
    assert len({suggestion.text for suggestion in suggestions}) == len(suggestions)
    assert (
        next(suggestion for suggestion in suggestions if suggestion.text == "政府采购").description
        == "政策工具"
    )


def test_every_suggestion_leads_somewhere(client):
    for typed in ("25", "知识", "zscq", "国家产业", "第六章", "财政"):
        for suggestion in suggest(typed):
            assert client.get(suggestion.path).status_code == 200, suggestion


def test_names_follow_what_is_edited(article):
    seventh = article(7)
    seventh.heading = ""
    save_article(seventh)
    assert not any("军民结合的技术创新" in text for text in texts("军民结合"))


def test_names_that_have_not_changed_stay_as_they_are(shipped):
    pks_before = set(NameStart.objects.values_list("pk", flat=True))
    learn_names_of(list(shipped.articles.for_reading()))
    assert set(NameStart.objects.values_list("pk", flat=True)) == pks_before


def test_a_name_that_was_stored_twice_is_stored_once_again(shipped):
    count_before = NameStart.objects.count()
    copied_name = NameStart.objects.filter(policy=shipped).first()
    copied_name.pk = None
    copied_name.save()
    learn_names_of(list(shipped.articles.for_reading()))
    assert NameStart.objects.count() == count_before


def test_a_policy_that_is_withdrawn_is_offered_no_longer(shipped):
    shipped.publication = "withdrawn"
    shipped.save()
    assert not any("支持企业走出去" in text for text in texts("走出去"))


def test_a_draft_is_offered_from_the_moment_it_is_published(import_text, django_capture_on_commit_callbacks):
    policy = import_text("shiyan", "某试验法\n\n第一条 螺旋桨检修。螺旋桨检修须持证。\n第二条 略。")
    policy.publication = "draft"
    policy.save()
    keep_policy(policy)
    KnownWord.objects.filter(text="螺旋桨").delete()
    assert "某试验法" not in texts("某试验")
    policy.publication, policy.slug = "published", "xin-shiyan"
    with django_capture_on_commit_callbacks(execute=True):
        policy.save()
        keep_policy(policy)
    assert (
        next(suggestion.path for suggestion in suggest("某试验") if suggestion.text == "某试验法")
        == "/policies/xin-shiyan/"
    )
    assert KnownWord.objects.filter(text="螺旋桨").exists()


def test_an_entity_is_offered_by_its_new_name_and_not_when_hidden():
    entity = Entity.objects.get(slug="mof")
    entity.name = "财政与国库部"
    entity.save()
    index_entity(entity)
    assert "财政与国库部" in texts("czygk")
    entity.is_published = False
    entity.save()
    index_entity(entity)
    assert "财政与国库部" not in texts("czygk")


def test_a_deleted_policy_takes_its_names_along():
    remove_for_good(Policy.objects.all())
    assert not NameStart.objects.exclude(policy=None).exists()


def offer_a_measure(typed, limit):
    yield Suggestion("申请贷款贴息", "支持措施", "/guidance/")


def test_a_place_and_a_word_of_a_title_offer_the_rules_of_that_place(import_text):
    import_text("lifts", "宁波市电梯安全条例\n第一条 电梯应当安全。\n")
    import_text("elsewhere", "淄博市电梯安全条例\n第一条 电梯应当安全。\n")
    for typed in ("宁波 电梯", "宁波电梯"):
        assert texts(typed)[0] == "宁波市电梯安全条例"
    assert "宁波市电梯安全条例" not in texts("宁波 的")


def test_another_app_may_add_a_source_of_its_own(settings):
    settings.SUGGESTION_SOURCES = [f"{__name__}.offer_a_measure", *settings.SUGGESTION_SOURCES]
    assert texts("知识")[0] == "申请贷款贴息"


def test_a_suggestion_costs_few_statements(django_assert_max_num_queries):
    suggest("知识")
    with django_assert_max_num_queries(4):
        suggest("zscq")
    with django_assert_max_num_queries(7):
        suggest("第二")


def test_browsers_and_other_systems_get_the_same(client):
    opensearch = client.get("/suggest/", {"q": "zscq"}).json()
    suggestions = client.get("/api/v1/suggest/", {"q": "zscq"}).json()["suggestions"]
    assert opensearch[1] == [suggestion["text"] for suggestion in suggestions]
    assert resolve(suggestions[0]["url"].removeprefix("http://testserver").partition("?")[0])


def test_words_of_what_is_withdrawn_are_known_no_longer(import_text, django_capture_on_commit_callbacks):
    law = import_text("law", "某法\n第一条 萤石珠。国家扶持萤石珠。\n第二条 企业。\n")
    ensure_index()
    entity = Entity.objects.create(kind="goal", slug="t-jade", name="翡翠计划")
    with django_capture_on_commit_callbacks(execute=True):
        index_entity(entity)
    words = KnownWord.objects.spelt(["萤石", "萤石珠", "翡翠计划"])
    texts_known = set(words.values_list("text", flat=True))
    assert {"翡翠计划"} < texts_known
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_entities([entity])
        withdraw_articles(law.articles.for_reading().numbered(1))
    assert not words.exists()
    with django_capture_on_commit_callbacks(execute=True):
        publish_entities([entity])
        publish_articles(law.articles.for_reading().numbered(1))
    assert set(words.values_list("text", flat=True)) == texts_known


def test_a_heading_that_is_missing_is_offered_after_the_next_start():
    """As after a large import that was broken off: other headings of the same policy are there."""
    article = Policy.objects.get().articles.get(number=18)
    NameStart.objects.of_articles([article]).delete()
    assert ensure_names()
    assert NameStart.objects.of_articles([article]).exists()
    assert ensure_names() == ""


@pytest.mark.parametrize("others", [0, 1])
def test_an_everyday_word_offers_the_wording_of_policies(import_text, others):
    for number in range(others):
        import_text(f"other-{number}", "某办法\n第一条 甲。\n")
    offered = {suggestion.text: suggestion.description for suggestion in suggest("贷款")}
    where = "《国家产业技术政策》里" if others else "政策里"
    assert offered["信贷"] == f"“贷款”在{where}的说法"
