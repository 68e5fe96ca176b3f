"""The knowledge base: policies, their divisions and articles, and every revision of them."""

from articles.models.article import Article
from articles.models.division import Division
from articles.models.policy import Addressee, Issuer, Policy
from articles.models.revision import ArticleRevision, PolicyRevision
from articles.models.search_index import IndexedArticle, Posting

__all__ = [
    "Addressee",
    "Article",
    "ArticleRevision",
    "Division",
    "IndexedArticle",
    "Issuer",
    "Policy",
    "PolicyRevision",
    "Posting",
]
