"""What is linked to an article, read in a fixed number of statements."""

from __future__ import annotations

from articles.links.display import links_of
from articles.links.preceding_articles import relative_citations, relative_references
from articles.models import Article
from articles.reading.contents import Contents


def with_links(article: Article, contents: Contents) -> Article:
    """The article with its neighbours, links and citations, named as `fields.ArticleFields` reads them."""
    links = links_of(article)
    article.previous, article.next = contents.around_article(article)
    article.divisions = article.division.lineage if article.division else ()
    article.changed_at = article.last_change()
    article.published_mentions = links.mentions
    references = [*links.references, *relative_references(article, contents)]
    article.published_references = sorted(references, key=lambda reference: reference.start)
    article.published_citations = [*links.cited_by, *relative_citations(article, contents)]
    return article
