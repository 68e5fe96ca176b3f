"""The knowledge base: policies, their articles, every revision of them, and what they are linked to."""

from articles.models.articles.article import Article
from articles.models.articles.division import Division
from articles.models.editing.decision_batch import DecisionBatch
from articles.models.editing.edit_draft import EditDraft
from articles.models.editing.internal_note import InternalNote
from articles.models.editing.reader_report import ReaderReport
from articles.models.editing.revision import ArticleRevision, EntityRevision, PolicyRevision
from articles.models.editing.row_revision import RowRevision
from articles.models.entities.alias import Alias
from articles.models.entities.entity import Entity
from articles.models.entities.official_link import OfficialLink
from articles.models.entities.succession import Succession
from articles.models.former_address import FormerAddress
from articles.models.links.later_rule import LaterRule
from articles.models.links.mention import Mention
from articles.models.links.name_rule import NameRule
from articles.models.links.quotation_finding import QuotationFinding
from articles.models.links.reference import Reference
from articles.models.policies.policy import Policy
from articles.models.policies.policy_bodies import Addressee, Issuer
from articles.models.policies.policy_record import PolicyRecord
from articles.models.policies.policy_version import PolicyVersion
from articles.models.policies.source import SourceFile
from articles.models.postgres.content_versions import ContentChange
from articles.models.search.configuration import SearchConfiguration
from articles.models.search.everyday_question import EverydayQuestion
from articles.models.search.golden_question import GoldenAnswer, GoldenQuestion
from articles.models.search.index import CitationCount, IndexedArticle, Posting, Segment, VacatedPlace
from articles.models.search.query_log import QueryClick, QueryDecision, QueryLog
from articles.models.search.synonym_entry import SynonymEntry
from articles.models.search.trials_and_rebuilds import IndexRebuild, SearchTrial
from articles.models.search.words import KnownWord, NameStart, VocabularyState, WordRemnant
from articles.models.shipped_file import ShippedFile
from articles.models.work.table_import import TableImport
from articles.models.work.task import Task
from articles.models.work.upload import Upload

__all__ = [
    "Addressee",
    "Alias",
    "Article",
    "ArticleRevision",
    "CitationCount",
    "ContentChange",
    "DecisionBatch",
    "Division",
    "EditDraft",
    "Entity",
    "EntityRevision",
    "EverydayQuestion",
    "FormerAddress",
    "GoldenAnswer",
    "GoldenQuestion",
    "IndexRebuild",
    "IndexedArticle",
    "InternalNote",
    "Issuer",
    "KnownWord",
    "LaterRule",
    "Mention",
    "NameRule",
    "NameStart",
    "OfficialLink",
    "Policy",
    "PolicyRecord",
    "PolicyRevision",
    "PolicyVersion",
    "Posting",
    "QueryClick",
    "QueryDecision",
    "QueryLog",
    "QuotationFinding",
    "ReaderReport",
    "Reference",
    "RowRevision",
    "SearchConfiguration",
    "SearchTrial",
    "Segment",
    "ShippedFile",
    "SourceFile",
    "Succession",
    "SynonymEntry",
    "TableImport",
    "Task",
    "Upload",
    "VacatedPlace",
    "VocabularyState",
    "WordRemnant",
]
