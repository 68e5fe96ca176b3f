"""An edit says what has left the public page, and one form mends all that rested on the same words."""

import html

import pytest
from django.db import connection

from articles.editing import save_article
from articles.models import Mention, Reference
from articles.models.links.evidence import LinkStatus
from articles.review.links.lost_quotes import lost_quotes, lost_rows, new_spans
from articles.text.citing.quoting.quote_notation import QuoteError
from guidance.models import SupportMeasure
from tests.articles.admin.administering import NO_ROWS

ARTICLES = "/admin/articles/article/"


@pytest.fixture
def save(admin_client):
    """Save an article's new text through its form; returns the page that follows."""

    def post(article, text: str) -> str:
        fields = {
            "policy": article.policy_id,
            "division": article.division_id or "",
            "number": article.number,
            "suffix": article.suffix,
            "unit": article.unit,
            "position": article.position,
            "heading": "",
            "text": text,
        }
        path = f"{ARTICLES}{article.pk}/change/"
        page = admin_client.get(path).context["adminform"].form
        hidden = {bound.html_name: bound.value() for bound in page.hidden_fields()}
        response = admin_client.post(path, {**NO_ROWS, **hidden, **fields}, follow=True)
        assert response.status_code == 200
        return html.unescape(response.content.decode())

    return post


def edited(article, old: str, new: str) -> str:
    assert old in article.text
    return article.text.replace(old, new)


def save_text(article, text: str) -> None:
    """What the form does, for tests of what follows: the tests of `save` prove the form."""
    article.text = text
    save_article(article)
    connection.check_constraints()


def offered_slugs(article) -> set[str]:
    return set(SupportMeasure.objects.published().of_article(article).values_list("slug", flat=True))


def test_saving_says_which_links_and_measures_left_the_public_page(article, save):
    words = "进口环节增值税"
    changed = article(25)
    measures = SupportMeasure.objects.of_article(changed).filter(quotes__quote__contains=words)
    page = save(changed, edited(changed, words, "进口环节的增值税"))
    assert measures
    lost = lost_rows(changed)
    assert f"{len(lost)} 处链接和措施失去了所引的原文" in page
    assert f"{ARTICLES}{changed.pk}/lost-quotes/" in page
    assert all(measure.title in page for measure in measures)


def test_saving_what_loses_nothing_says_nothing(article, save):
    assert "失去了所引的原文" not in save(article(25), f"{article(25).text}新的一句。")


def test_what_rests_on_a_text_comes_back_with_it_when_it_is_typed_again(article, save):
    changed, offered = article(25), offered_slugs(article(25))
    settled = set(Mention.objects.published().of_article(changed).of_people().values_list("pk", flat=True))
    save(changed, edited(changed, "进口环节增值税", "进口环节的增值税"))
    assert offered_slugs(changed) < offered
    save(article(25), changed.text)
    assert lost_rows(article(25)) == []
    assert offered_slugs(changed) == offered
    assert settled <= set(Mention.objects.published().of_article(changed).values_list("pk", flat=True))


def test_words_that_stand_again_in_a_text_that_is_new_wait_on(article, save):
    changed = article(25)
    save(changed, edited(changed, "进口环节增值税", "进口环节的增值税"))
    waiting = set(Mention.objects.waiting().of_article(changed).values_list("pk", flat=True))
    assert waiting
    save(article(25), f"{changed.text}新的一句。")
    assert waiting <= set(Mention.objects.waiting().of_article(changed).values_list("pk", flat=True))


def test_a_save_that_leaves_the_text_alone_looks_for_no_lost_quotes(article, save, monkeypatch):
    def looked(subject):
        raise AssertionError

    monkeypatch.setattr("articles.admin.texts.policies.lost_rows", looked)
    monkeypatch.setattr("articles.admin.texts.lost_quotes.lost_rows", looked)
    save(article(25), article(25).text)


def test_one_replacement_mends_links_and_measures_together(article, admin_client):
    changed = article(25)
    published = Mention.objects.published().of_article(changed).count()
    offered = offered_slugs(changed)
    save_text(changed, edited(changed, "进口环节增值税", "进口环节的增值税"))
    assert Mention.objects.published().of_article(changed).count() < published
    assert offered_slugs(changed) < offered
    path = f"{ARTICLES}{changed.pk}/lost-quotes/"
    for lost in lost_quotes(article(25)):
        assert lost.suggestion == lost.quote.replace("进口环节增值税", "进口环节的增值税")
        admin_client.post(path, {"quote": lost.quote, "words": lost.suggestion})
    assert lost_rows(article(25)) == []
    assert Mention.objects.published().of_article(changed).count() == published
    assert offered_slugs(changed) == offered
    assert "没有失去原文的链接或措施" in admin_client.get(path).content.decode()


def test_a_measure_without_its_verb_waits_on(article, admin_client):
    changed = article(25)
    save_text(changed, edited(changed, "免征进口关税", "免收进口关税"))
    path = f"{ARTICLES}{changed.pk}/lost-quotes/"
    pages = [
        admin_client.post(path, {"quote": lost.quote, "words": lost.suggestion}, follow=True).content.decode()
        for lost in lost_quotes(article(25))
    ]
    assert any("动词“免征”不在措施原文之内" in html.unescape(page) for page in pages)
    assert {m.status for m in SupportMeasure.objects.of_article(changed).filter(verb="免征")} == {"stale"}


def test_words_that_do_not_stand_in_the_text_are_refused(article, admin_client):
    changed = article(25)
    save_text(changed, edited(changed, "进口环节增值税", "进口环节的增值税"))
    lost = lost_quotes(article(25))[0]
    path = f"{ARTICLES}{changed.pk}/lost-quotes/"
    response = admin_client.post(path, {"quote": lost.quote, "words": "没有的文字"}, follow=True)
    assert "原文中没有“没有的文字”" in html.unescape(response.content.decode())
    assert lost_quotes(article(25))[0] == lost


def test_words_that_stand_more_than_once_are_placed_by_choosing(article, admin_client):
    changed, words = article(25), "重大技术装备"
    link = (
        Mention.objects.published().of_article(changed).filter(quote__startswith="国家重大科技专项").first()
    )
    save_text(changed, edited(changed, link.quote, "国家的科技专项"))
    path = f"{ARTICLES}{changed.pk}/lost-quotes/"
    text = article(25).text
    response = admin_client.post(path, {"quote": link.quote, "words": words})
    page = html.unescape(response.content.decode())
    assert response.status_code == 400
    assert f"“{words}”在原文里有 {text.count(words)} 处，请选一处。" in page
    assert page.count('type="radio" name="which"') == text.count(words) > 1
    admin_client.post(path, {"quote": link.quote, "words": words, "which": "2"})
    link.refresh_from_db()
    assert (link.status, link.start) == ("published", text.index(words, text.index(words) + 1))


def test_no_words_are_an_error_in_the_page(article, admin_client):
    response = admin_client.post(f"{ARTICLES}{article(25).pk}/lost-quotes/", {"quote": "甲", "words": ""})
    assert response.status_code == 400


def test_a_citation_cites_what_its_new_words_say(import_text):
    law = import_text("law", "某办法\n第一条 依照第三条办理。\n第二条 略。\n第三条 略。\n")
    first, _second, third = law.articles.order_by("number")
    Reference.objects.create(
        policy=law, article=first, number=3, target=third, quote="第三条", start=2, end=5,
        status=LinkStatus.PUBLISHED,
    )  # fmt: skip
    save_text(first, "依照第二条办理。")
    (lost,) = lost_quotes(first)
    assert (lost.quote, lost.suggestion) == ("第三条", "第二条")


@pytest.mark.parametrize(
    ("words", "target", "status"),
    [("第二条", 2, "published"), ("办理", 3, "stale")],
    ids=["cites", "does not"],
)
def test_new_words_of_a_citation_have_to_be_one(import_text, admin_client, words, target, status):
    law = import_text("law", "某办法\n第一条 依照第三条办理。\n第二条 略。\n第三条 略。\n")
    first, _, third = law.articles.order_by("number")
    cited = Reference.objects.create(
        policy=law, article=first, number=3, target=third, quote="第三条", start=2, end=5,
        status=LinkStatus.PUBLISHED,
    )  # fmt: skip
    save_text(first, "依照第二条办理。")
    admin_client.post(f"{ARTICLES}{first.pk}/lost-quotes/", {"quote": "第三条", "words": words})
    cited.refresh_from_db()
    assert (cited.number, cited.target.number, cited.status) == (target, target, status)


def test_places_are_paired_in_order_where_there_are_as_many():
    assert new_spans([3, 9], "甲乙。甲乙。", "甲乙", which=None) == {3: (0, 2), 9: (3, 5)}
    assert new_spans([3, 9], "甲乙。甲乙。", "甲乙", which=2) == {3: (3, 5), 9: (3, 5)}
    assert new_spans([3, 9], "甲乙。", "甲乙", which=None) == {3: (0, 2), 9: (0, 2)}
    with pytest.raises(QuoteError, match="须写明第几处"):
        new_spans([3], "甲乙。甲乙。", "甲乙", which=None)


def test_a_policys_other_texts_have_the_same_page(shipped, admin_client):
    mention = Mention.objects.published().of_policy(shipped).outside_articles().with_quote().first()
    Mention.objects.filter(pk=mention.pk).update(status=LinkStatus.STALE)
    page = admin_client.get(f"/admin/articles/policy/{shipped.pk}/lost-quotes/").content.decode()
    assert mention.quote in html.unescape(page)
