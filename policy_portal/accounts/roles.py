"""The groups that ship (编辑, 审核, 管理员) and what each may do: the table of docs/operations.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.apps.registry import Apps

EDITOR, REVIEWER, ADMINISTRATOR = "编辑", "审核", "管理员"

_ROW = "view add change"
_PART = "view add change delete"  # a row in another model's form, which adds a revision

_EDITED = {
    "articles.policy": _ROW,
    "articles.division": _ROW,
    "articles.article": _ROW,
    "articles.entity": _ROW,
    "articles.mention": _ROW,
    "articles.laterrule": _ROW,
    "articles.policyversion": "view change",
    "articles.reference": "view change",
    "articles.goldenquestion": _ROW,
    "guidance.supportmeasure": _ROW,
    "guidance.fact": _ROW,
    "guidance.articlewithoutmeasure": _PART,
    "guidance.rejecteddraft": "view delete",
    **dict.fromkeys(
        (
            *("articles.alias", "articles.succession", "articles.issuer", "articles.addressee"),
            *("articles.policyrecord", "articles.everydayquestion"),
            *("articles.goldenanswer", "guidance.measurequote", "guidance.criterion"),
            *("guidance.measureinstrument", "guidance.competentministry", "guidance.statedvalue"),
            "guidance.caution",
        ),
        _PART,
    ),
}
_SEEN = dict.fromkeys(
    (
        *("articles.articlerevision", "articles.policyrevision", "articles.entityrevision"),
        "articles.laterrulerevision",
        *("articles.sourcefile", "articles.decisionbatch", "articles.quotationfinding"),
        *("guidance.measurerevision", "articles.querylog", "articles.searchconfiguration"),
    ),
    "view",
)
_DECIDED = dict.fromkeys(
    (
        *("articles.policy", "articles.article", "articles.entity", "articles.mention"),
        *("articles.reference", "articles.laterrule", "guidance.supportmeasure"),
    ),
    "view publish",
)
#: The administrator's permissions besides all those of the content apps.
_ACCOUNTS = {
    "auth.user": _ROW,
    "auth.group": _PART,
    "policy_portal.loginfailure": "view",
    "policy_portal.loginlock": "view unlock",
    "policy_portal.loginrecord": "view",
}
_CONTENT = ("articles", "guidance")

#: What each group is for, as shown in the administration.
ROLES = {
    EDITOR: "增加和修改政策、章节、条文、实体、链接、后来的规定、措施等；不能发布、否决、撤下。",
    REVIEWER: "查看全部内容，发布、否决、撤下政策、条文、实体、链接、后来的规定和措施；不修改文字。",
    ADMINISTRATOR: "账号与用户组、检索设置、登录锁定，以及编辑和审核的一切。",
}

TABLE = {
    EDITOR: _EDITED | _SEEN,
    REVIEWER: dict.fromkeys(_EDITED | _SEEN, "view") | _DECIDED,
    ADMINISTRATOR: _ACCOUNTS,
}


def ensure_roles(apps: Apps) -> None:
    """Create the groups and add missing permissions; added permissions and members are kept."""
    groups, permissions = apps.get_model("auth.Group").objects, apps.get_model("auth.Permission").objects
    for name in ROLES:
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*_permissions_of(name, permissions))


def _permissions_of(name: str, permissions) -> Iterator:
    for model, verbs in TABLE[name].items():
        label, model_name = model.split(".")
        codenames = [f"{verb}_{model_name}" for verb in verbs.split()]
        yield from permissions.filter(content_type__app_label=label, codename__in=codenames)
    if name == ADMINISTRATOR:
        yield from permissions.filter(content_type__app_label__in=_CONTENT)
