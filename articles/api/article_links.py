"""What is linked to an article, read in a fixed number of statements."""

from __future__ import annotations

from articles.models import Article, Mention, Reference


def with_links(article: Article) -> Article:
    """The article with its neighbours, links and citations, named as `fields.ArticleFields` reads them."""
    siblings = article.policy.articles.published()
    article.previous, article.next = siblings.before(article), siblings.after(article)
    article.divisions = article.division.lineage if article.division else ()
    mentions, references = Mention.objects.published(), Reference.objects.published()
    article.published_mentions = mentions.of_article(article).for_display().in_text_order()
    article.published_references = references.of_article(article).for_display().in_text_order()
    citations = references.in_articles().to_article(article)
    article.published_citations = citations.for_display().in_text_order()
    return article
