"""The knowledge base: policies, their articles, every revision of them, and what they are linked to."""

from articles.models.article import Article
from articles.models.division import Division
from articles.models.entity import Alias, Entity
from articles.models.evidence import Mention, Reference
from articles.models.policy import Addressee, Issuer, Policy, WorkName
from articles.models.revision import ArticleRevision, PolicyRevision
from articles.models.search_configuration import SearchConfiguration
from articles.models.search_index import CitationCount, IndexedArticle, Posting, Segment, VacatedPlace
from articles.models.shipped import ShippedFile
from articles.models.source import SourceFile
from articles.models.throttle import CallCount

__all__ = [
    "Addressee",
    "Alias",
    "Article",
    "ArticleRevision",
    "CallCount",
    "CitationCount",
    "Division",
    "Entity",
    "IndexedArticle",
    "Issuer",
    "Mention",
    "Policy",
    "PolicyRevision",
    "Posting",
    "Reference",
    "SearchConfiguration",
    "Segment",
    "ShippedFile",
    "SourceFile",
    "VacatedPlace",
    "WorkName",
]
