"""System checks of the shipped content; `make check` runs them (manage.py check --deploy)."""

from __future__ import annotations

from django.core.checks import Error

from articles.links.entities.goal_words import shipped_goal_problems


def check_shipped_links(app_configs, **kwargs) -> list[Error]:
    """A goal link that says 原文写明 has words that say the goal."""
    return [Error(problem, id="articles.E001") for problem in shipped_goal_problems()]
