"""Work on links that editors start as a background task."""

from __future__ import annotations

from articles.jobs import Report
from articles.links.entities.entity_names import matchers
from articles.links.link_checks import link_problems
from articles.links.linker import Suggested, suggest_links
from articles.models import Mention, Policy, Reference, Task

_MOST_TOLD = 2_000


def link_policies(task: Task, report: Report) -> dict[str, object]:
    """Look for links in all policies, or in those that the task names."""
    pks = task.subject.get("policies")
    policies = Policy.objects.with_ids(pks) if pks else Policy.objects.all()
    total, count, vocabulary = Suggested(0, 0), policies.count(), matchers()
    for done, policy in enumerate(policies.in_list_order()):
        report("查找链接", done, count)
        total += suggest_links(policy, vocabulary=vocabulary)
    message = f"查找了 {count} 件政策，新增链接 {total.mentions} 处、援引 {total.references} 处"
    return {"message": message, "done": count, "total": count, "step": ""}


def check_links(task: Task, report: Report) -> dict[str, object]:
    """Compare every link with its text, as `manage.py check_links` does."""
    report("核对链接", 0, 0)
    problems = list(link_problems())
    total = f"{Mention.objects.count()} 处提及、{Reference.objects.count()} 处援引"
    message = f"核对了{total}，" + (f"发现 {len(problems)} 个问题" if problems else "没有问题")
    return {"message": message, "report": "\n".join(problems[:_MOST_TOLD]), "step": ""}
