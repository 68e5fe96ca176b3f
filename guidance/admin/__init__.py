"""The administration of measures, their criteria and the facts they turn on."""

from guidance.admin import drafts, facts, measures

__all__ = ["drafts", "facts", "measures"]
