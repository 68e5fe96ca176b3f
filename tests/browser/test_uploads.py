"""Uploads in a browser: an outline is corrected by dragging and without scripts; every page is accessible."""

import pytest

from articles.importing.readers import SourceText
from articles.models import TableImport, Task, Upload
from articles.uploads.corrected import as_stored, read_outline
from tests.browser.checks import complaints_at_the_desk
from tests.browser.conftest import PHONE
from tests.browser.steps import follow

pytestmark = pytest.mark.django_db(transaction=True)

RULES = "某某办法\n\n第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三条 丙。\n"


@pytest.fixture
def upload(editor) -> Upload:
    task = Task.objects.create(kind="read", status="done", message="读成 1 件", created_by=editor)
    source = SourceText("某某办法.txt", "txt", RULES)
    return Upload.objects.create(
        task=task,
        name=source.name,
        title="某某办法",
        state="ready",
        source=as_stored(source),
        outline=read_outline(source),
        created_by=editor,
    )


def labels(page) -> list[str]:
    return page.locator(".uploads__label").all_inner_texts()


def test_an_outline_is_corrected_by_dragging_and_undone(open_admin, upload):
    page = open_admin(f"/admin/articles/upload/{upload.pk}/change/")
    with page.expect_navigation():
        page.locator(".uploads__label", has_text="第三条").drag_to(
            page.locator(".uploads__node", has_text="乙")
        )
    assert labels(page) == ["第一章", "第一条", "第三条", "第二条", "第二章"]
    follow(page.get_by_role("button", name="撤销这一处"))
    assert labels(page) == ["第一章", "第一条", "第二条", "第二章", "第三条"]


def test_without_scripts_the_buttons_do_the_same(open_admin, upload):
    page = open_admin(f"/admin/articles/upload/{upload.pk}/change/", java_script_enabled=False)
    follow(page.get_by_role("button", name="上移：第二条"))
    assert labels(page) == ["第一章", "第二条", "第一条", "第二章", "第三条"]
    follow(page.locator(".uploads__node", has_text="丙").get_by_role("link", name="改正"))
    page.fill("#node-number", "5")
    follow(page.get_by_role("button", name="改层级和编号"))
    assert labels(page)[-1] == "第五条"


def test_pages_fit_are_accessible_and_nothing_is_blocked(open_admin, upload):
    rows = [{"line": 2, "label": "某", "is_new": False, "cells": [["名称", "甲", "乙"]], "problems": []}]
    sheet = TableImport.objects.create(
        task=upload.task,
        table="policies",
        name="表.csv",
        state="ready",
        rows=rows,
        created_by=upload.created_by,
    )
    own = f"/admin/articles/upload/{upload.pk}"
    node = upload.outline["nodes"][1]["id"]
    paths = [f"{own}/change/?node={node}", f"{own}/compare/", "/admin/articles/upload/add/"]
    paths += ["/admin/articles/task/add/", f"/admin/articles/task/{upload.task_id}/change/"]
    paths += ["/admin/articles/tableimport/", f"/admin/articles/tableimport/{sheet.pk}/change/"]
    paths += ["/admin/articles/synonymentry/add/"]
    assert complaints_at_the_desk(open_admin("/admin/articles/upload/", PHONE), paths) == {}
