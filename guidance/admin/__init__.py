"""The administration of measures, their criteria and the facts they turn on."""

from guidance.admin import drafted_measures, facts, measures

__all__ = ["drafted_measures", "facts", "measures"]
