"""How a document relates to those that it names (关系), from the words around each 《…》."""

from articles.text.citing.relations.kinds import NamedDocument, RelationKind
from articles.text.citing.relations.reader import RelationReader

__all__ = ["NamedDocument", "RelationKind", "RelationReader"]
