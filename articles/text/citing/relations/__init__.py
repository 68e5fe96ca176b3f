"""How a document relates to those that it names (关系), from the words around each 《…》."""

from articles.text.citing.relations.reader import RelationReader
from articles.text.citing.relations.relation_kinds import NamedDocument, RelationKind

__all__ = ["NamedDocument", "RelationKind", "RelationReader"]
