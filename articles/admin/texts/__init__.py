"""Policies and their texts: forms, decisions on one policy, versions, later rules, the workplace."""
