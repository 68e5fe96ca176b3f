"""What is linked to an article, read in a fixed number of statements."""

from __future__ import annotations

from django.db.models import Prefetch, prefetch_related_objects

from articles.models import Article, Mention, Reference


def with_links(article: Article) -> Article:
    """The article with its neighbours, links and citations, named as `fields.ArticleFields` reads them."""
    siblings = article.policy.articles.published()
    article.previous, article.next = siblings.before(article), siblings.after(article)
    article.divisions = article.division.lineage if article.division else ()
    mentions = Mention.objects.published().for_display().in_text_order()
    references = Reference.objects.published().for_display().in_text_order()
    prefetch_related_objects(
        [article],
        Prefetch("mentions", mentions, to_attr="published_mentions"),
        Prefetch("references", references, to_attr="published_references"),
        Prefetch("cited_by", references.in_articles(), to_attr="published_citations"),
    )
    return article
