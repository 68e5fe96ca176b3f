"""The knowledge base: policies, their articles, every revision of them, and what they are linked to."""

from articles.models.article import Article
from articles.models.decision_batch import DecisionBatch
from articles.models.division import Division
from articles.models.entity import Alias, Entity
from articles.models.everyday_question import EverydayQuestion
from articles.models.evidence import Mention, Reference
from articles.models.former_address import FormerAddress
from articles.models.golden_question import GoldenAnswer, GoldenQuestion
from articles.models.policy import Addressee, Issuer, Policy
from articles.models.query_log import QueryClick, QueryDecision, QueryLog
from articles.models.revision import ArticleRevision, EntityRevision, PolicyRevision
from articles.models.search_configuration import SearchConfiguration
from articles.models.search_index import CitationCount, IndexedArticle, Posting, Segment, VacatedPlace
from articles.models.search_job import IndexRebuild, SearchTrial
from articles.models.shipped import ShippedFile
from articles.models.source import SourceFile
from articles.models.vocabulary import KnownWord, NameStart, VocabularyState, WordRemnant

__all__ = [
    "Addressee",
    "Alias",
    "Article",
    "ArticleRevision",
    "CitationCount",
    "DecisionBatch",
    "Division",
    "Entity",
    "EntityRevision",
    "EverydayQuestion",
    "FormerAddress",
    "GoldenAnswer",
    "GoldenQuestion",
    "IndexRebuild",
    "IndexedArticle",
    "Issuer",
    "KnownWord",
    "Mention",
    "NameStart",
    "Policy",
    "PolicyRevision",
    "Posting",
    "QueryClick",
    "QueryDecision",
    "QueryLog",
    "Reference",
    "SearchConfiguration",
    "SearchTrial",
    "Segment",
    "ShippedFile",
    "SourceFile",
    "VacatedPlace",
    "VocabularyState",
    "WordRemnant",
]
