"""The administration of measures, their criteria and the facts they turn on."""

from guidance.admin import facts, measures

__all__ = ["facts", "measures"]
