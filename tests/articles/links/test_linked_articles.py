"""Which articles are linked to an entity: by basis, only what readers may see, and always as it is now."""

import pytest

from articles.links.display import links_of
from articles.links.linked_articles import OWN, linked_articles
from articles.links.linker import suggest_links
from articles.links.related_articles import related_articles
from articles.models import Article, Entity, Mention, Reference
from articles.models.links.evidence import Basis, LinkStatus
from articles.review.links.link_decisions import publish_links

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def issuer() -> Entity:
    return Entity.objects.get(kind="ministry", name="财政部")


def test_they_are_what_the_links_say_for_every_entity_and_basis():
    linked = linked_articles()
    for entity in Entity.objects.published():
        published = Mention.objects.published().of_entity(entity)
        assert linked.of(entity.pk) == set(published.article_ids())
        assert linked.of(entity.pk, *OWN) == set(published.own().article_ids())


def test_they_are_counted_for_the_articles_asked_for(issuer):
    linked = linked_articles()
    articles = linked.of(issuer.pk, *OWN)
    counts = linked.own_counts(articles)
    assert counts[issuer.pk] == len(articles)
    for entity, count in counts.items():
        assert count == len(linked.of(entity, *OWN) & articles) > 0


@pytest.mark.parametrize(
    "hide",
    [
        lambda article, entity: Article.objects.filter(pk=article.pk).update(publication="withdrawn"),
        lambda article, entity: Entity.objects.filter(pk=entity.pk).update(is_published=False),
        lambda article, entity: Mention.objects.of_entity(entity).update(status=LinkStatus.REJECTED),
    ],
    ids=["article", "entity", "link"],
)
def test_what_is_hidden_is_gone_at_once(article, issuer, hide):
    assert article(25).pk in linked_articles().of(issuer.pk, Basis.INHERITED)
    hide(article(25), issuer)
    assert article(25).pk not in linked_articles().of(issuer.pk, Basis.INHERITED)


def test_an_article_is_related_by_its_own_links_only(article, issuer):
    links = links_of(article(25)).mentions
    assert related_articles(article(25), links)
    assert related_articles(article(25), [link for link in links if link.basis == Basis.INHERITED]) == []


def test_a_citation_from_a_hidden_article_is_not_shown(client, import_text):
    law = import_text("law", "某法\n第一条 甲。\n第二条 依照本法第一条办理。\n")
    suggest_links(law)
    publish_links(Reference.objects.of_policy(law), by=None)
    cited, citing = (law.articles.get(number=number) for number in (1, 2))
    assert "被引用（1）" in client.get(cited.get_absolute_url()).content.decode()
    assert "本条引用了（条文 1 处）" in client.get(citing.get_absolute_url()).content.decode()
    Article.objects.filter(pk=citing.pk).update(publication="withdrawn")
    assert "被引用" not in client.get(cited.get_absolute_url()).content.decode()


def test_documents_whose_text_is_here_are_read_in_one_statement(
    article, import_text, django_assert_num_queries
):
    law = import_text("law", "某法\n第一条 甲。\n")
    named = [link.entity for link in links_of(article(14)).mentions if link.entity.kind == "document"]
    Entity.objects.filter(pk__in=[entity.pk for entity in named]).update(policy=law)
    fourteenth = article(14)
    with django_assert_num_queries(3):  # links, documents, whether there are citations
        links = links_of(fourteenth)
        assert law in {link.entity.full_text for link in links.mentions}
