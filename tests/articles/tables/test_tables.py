"""Tables as spreadsheets: out and in changes nothing; what changes is shown first, then all or nothing."""

import csv
import io
from contextlib import nullcontext

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from articles.jobs import run_task
from articles.models import (
    Alias,
    Entity,
    EntityRevision,
    Mention,
    Policy,
    PolicyRevision,
    RowRevision,
    SynonymEntry,
    TableImport,
)
from articles.models.editing.row_revision import row_snapshot
from articles.tables import storing
from articles.tables.storing import start_storing, take_table
from articles.tables.table import tables
from policy_portal.accounts.roles import EDITOR, REVIEWER

pytestmark = pytest.mark.usefixtures("shipped")
NAMES = ["policies", "entities", "links", "measures", "everyday", "golden", "synonyms"]


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """The test's own transaction is seen by no other connection."""
    monkeypatch.setattr(storing, "outside", nullcontext)


def table_file(client, name: str, form: str = "csv", query: str = "") -> bytes:
    answer = client.get(f"/admin/articles/tableimport/out/{name}.{form}{query}")
    assert answer.status_code == 200, answer.headers
    return answer.getvalue()


def table_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_of(rows: list[list[object]], form: str = "csv", encoding: str = "utf-8") -> bytes:
    if form == "xlsx":
        book, target = Workbook(), io.BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(target)
        return target.getvalue()
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue().encode(encoding)


def compared_sheet(user, name: str, content: bytes, file: str = "表.csv") -> TableImport:
    sheet = take_table(name, file, content, by=user)
    run_task(sheet.task)
    sheet.refresh_from_db()
    return sheet


def stored_sheet(user, sheet: TableImport) -> TableImport:
    run_task(start_storing(sheet, by=user))
    sheet.refresh_from_db()
    return sheet


def changed_rows(rows: list[list[str]], key: str, **cells: str) -> list[list[str]]:
    """The heading, and the row of this number with other cells."""
    place = rows[0].index
    (row,) = [list(row) for row in rows[1:] if row[0] == key]
    for heading, text in cells.items():
        row[place(heading)] = text
    return [rows[0], row]


def problems(sheet: TableImport) -> list[tuple[int, str, str]]:
    return [(row["line"], heading, message) for row in sheet.rows for heading, message in row["problems"]]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_out_and_in_again_changes_nothing(admin_user, admin_client, name, form):
    sheet = compared_sheet(admin_user, name, table_file(admin_client, name, form), f"表.{form}")
    assert (sheet.state, sheet.rows, sheet.problems) == ("ready", [], [])
    assert sheet.unchanged == tables()[name].rows().count() > 0


@pytest.mark.parametrize(("form", "encoding"), [("csv", "utf-8-sig"), ("csv", "gb18030"), ("xlsx", "")])
def test_a_change_is_shown_then_stored_with_a_revision(admin_user, admin_client, form, encoding):
    rows, policy = table_of(table_file(admin_client, "policies")), Policy.objects.get()
    rows = changed_rows(rows, str(policy.pk), 来源说明="核对过的副本", 公布日期="2009年5月15日")
    sheet = compared_sheet(admin_user, "policies", sheet_of(rows, form, encoding), f"表.{form}")
    assert sheet.rows[0]["cells"] == [
        ["公布日期", "", "2009年5月15日"],
        ["来源说明", policy.source_note, "核对过的副本"],
    ]
    policy.refresh_from_db()
    assert policy.published_on is None
    assert stored_sheet(admin_user, sheet).state == "stored"
    policy.refresh_from_db()
    assert (str(policy.published_on), policy.source_note) == ("2009-05-15", "核对过的副本")
    assert PolicyRevision.objects.order_by("-pk").first().note == "表格导入"


def test_a_column_that_is_absent_is_kept_and_an_empty_cell_clears(admin_user, admin_client):
    entity = Entity.objects.exclude(description="").first()
    rows = [["编号", "说明"], [str(entity.pk), ""]]
    sheet = stored_sheet(admin_user, compared_sheet(admin_user, "entities", sheet_of(rows)))
    entity.refresh_from_db()
    assert (sheet.state, entity.description) == ("stored", "")
    assert entity.name


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["编号", "标题", "名字"], ["1", "x", "y"]], "没有“名字”这一列"),
        ([["标题"], ["x"]], "缺少“编号”一列：请用导出的表或空白的表填写"),
        ([["编号", "编号"], ["1", "1"]], "列名重复：编号"),
        ([["", ""]], "第一行没有列名"),
    ],
)
def test_a_sheet_with_other_columns_is_refused_by_name(admin_user, rows, message):
    assert compared_sheet(admin_user, "policies", sheet_of(rows)).problems == [message]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("表.xls", b"\xd0\xcf\x11\xe0"),
        ("表.xlsx", b"PK\x03\x04 junk"),
        ("表.xlsx", b"not a package"),
        ("表.csv", b"\xff\xfe\x00"),
        ("表.csv", b"\0\0\0\0"),
        ("表.csv", '编号,标题\n"1'.encode()),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_words(admin_user, name, content):
    sheet = compared_sheet(admin_user, "policies", content, name)
    assert sheet.state == "refused"
    assert len(sheet.problems) == 1


def test_one_wrong_row_and_nothing_is_stored(admin_user, admin_client):
    rows, policy = table_of(table_file(admin_client, "policies")), Policy.objects.get()
    good = changed_rows(rows, str(policy.pk), 来源说明="改过")
    wrong = changed_rows(rows, str(policy.pk), 文件种类="诏书", 成文日期="去年", 编号="999999")[1]
    sheet = compared_sheet(admin_user, "policies", sheet_of([*good, wrong, ["", "新的政策"]]))
    assert sheet.state == "refused"
    assert {(line, heading) for line, heading, _ in problems(sheet)} >= {(3, "编号"), (4, "编号")}
    policy.refresh_from_db()
    assert policy.source_note != "改过"


@pytest.mark.parametrize(
    ("heading", "text", "wordings"),
    [
        ("文件种类", "诏书", "可填 法律"),
        ("成文日期", "去年", "不是日期"),
        ("成文日期", "2999-01-01", "在今天之后"),
        ("效力状态", "现行有效", "请写明效力状态的依据"),
        ("标题", "", "必填|不能为空|null|空"),
        ("发布状态", "草稿", "只供参看"),
        ("网址标识", "other", "只供参看"),
    ],
)
def test_what_is_wrong_with_a_cell_is_said_with_its_column(admin_user, admin_client, heading, text, wordings):
    rows, policy = table_of(table_file(admin_client, "policies")), Policy.objects.get()
    sheet = compared_sheet(
        admin_user, "policies", sheet_of(changed_rows(rows, str(policy.pk), **{heading: text}))
    )
    assert sheet.state == "refused"
    assert any(any(word in message for word in wordings.split("|")) for _, _, message in problems(sheet)), (
        problems(sheet)
    )


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_formulas_go_out_as_text_and_come_in_never(admin_user, admin_client, form):
    texts = ("=HYPERLINK(1)", "'=1", "+1", "-1", "@x", "''", "＝1")
    for entity, text in zip(Entity.objects.all(), texts, strict=False):
        Entity.objects.filter(pk=entity.pk).update(description=text)
    content = table_file(admin_client, "entities", form)
    if form == "csv":
        assert not [cell for row in table_of(content) for cell in row if cell[:1] in ("=", "+", "@", "＝")]
    else:
        cells = load_workbook(io.BytesIO(content)).worksheets[0]
        assert not [cell for row in cells.iter_rows() for cell in row if cell.data_type == "f"]
    assert compared_sheet(admin_user, "entities", content, f"表.{form}").rows == []
    rows = [["编号", "说明"], [str(entity.pk), "=1+1"]]
    sheet = compared_sheet(admin_user, "entities", sheet_of(rows, form), f"表.{form}")
    assert [(heading, "公式" in message) for _, heading, message in problems(sheet)] == [("说明", True)]


def test_a_row_that_somebody_changed_since_is_told_and_not_overwritten(admin_user, admin_client):
    rows, policy = table_of(table_file(admin_client, "policies")), Policy.objects.get()
    Policy.objects.filter(pk=policy.pk).update(source_note="别人改的")
    sheet = compared_sheet(
        admin_user, "policies", sheet_of(changed_rows(rows, str(policy.pk), 来源说明="我改的"))
    )
    assert [heading for _, heading, _ in problems(sheet)] == ["核对码"]


def test_what_changes_between_comparing_and_storing_is_shown_again(admin_user, admin_client):
    rows, policy = table_of(table_file(admin_client, "policies")), Policy.objects.get()
    sheet = compared_sheet(
        admin_user,
        "policies",
        sheet_of([row[:-1] for row in changed_rows(rows, str(policy.pk), 来源说明="甲")]),
    )
    Policy.objects.filter(pk=policy.pk).update(source_note="别人改的")
    assert stored_sheet(admin_user, sheet).state == "ready"
    assert sheet.rows[0]["cells"] == [["来源说明", "别人改的", "甲"]]
    assert stored_sheet(admin_user, sheet).state == "stored"


def test_entities_come_with_their_aliases(admin_user, admin_client):
    rows = [
        ["编号", "种类", "网址标识", "名称", "别名"],
        ["", "部委", "test-body", "某某总局", "某总局 | 2001-01-01~2018-03-01 | 旧称\n某局"],
    ]
    sheet = stored_sheet(admin_user, compared_sheet(admin_user, "entities", sheet_of(rows)))
    assert problems(sheet) == []
    entity = Entity.objects.get(slug="test-body")
    assert (sheet.state, entity.is_published, entity.aliases.count()) == ("stored", False, 2)
    assert str(Alias.objects.get(name="某总局").valid_until) == "2018-03-01"
    row = changed_rows(table_of(table_file(admin_client, "entities")), str(entity.pk), 别名="某局")
    stored_sheet(admin_user, compared_sheet(admin_user, "entities", sheet_of(row)))
    assert [alias.name for alias in entity.aliases.all()] == ["某局"]
    assert EntityRevision.objects.filter(entity=entity).count() == 2


def test_links_are_added_by_their_words_and_decided_only_by_those_who_may(admin_user):
    heads = ["编号", "政策", "所在", "实体种类", "实体", "依据", "原文", "第几处", "理由", "状态"]
    entity = Entity.objects.of_kind("actor").first()
    new = ["", "gxblk-2009-232", "25", "主体", entity.slug, "编辑判断", "", "", "试一试", "待审"]
    sheet = stored_sheet(admin_user, compared_sheet(admin_user, "links", sheet_of([heads, new])))
    link = Mention.objects.order_by("-pk").first()
    assert (sheet.state, link.entity, link.article.number, link.status) == ("stored", entity, 25, "suggested")
    decided = [["编号", "状态"], [str(link.pk), "已发布"]]
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name=EDITOR))
    assert [heading for _, heading, _ in problems(compared_sheet(editor, "links", sheet_of(decided)))] == [
        "状态"
    ]
    stored_sheet(admin_user, compared_sheet(admin_user, "links", sheet_of(decided)))
    link.refresh_from_db()
    assert (link.status, link.decided_by) == ("published", admin_user)
    wrong = [heads, [*new[:6], "没有这些字", *new[7:]]]
    assert [heading for _, heading, _ in problems(compared_sheet(admin_user, "links", sheet_of(wrong)))] == [
        "原文"
    ]


def test_questions_are_added_and_refused_by_their_articles(admin_user):
    rows = [
        ["编号", "条文", "日常问法"],
        ["", "gxblk-2009-232:25", "买进口机器要交税吗？"],
        ["", "nowhere:1", "x"],
    ]
    sheet = compared_sheet(admin_user, "everyday", sheet_of(rows))
    assert [(line, heading) for line, heading, _ in problems(sheet)] == [(3, "条文")]
    assert (
        stored_sheet(admin_user, compared_sheet(admin_user, "everyday", sheet_of(rows[:2]))).state == "stored"
    )
    golden = [["编号", "问题", "不应有答案", "应找到的条文"], ["", "免税的机器", "否", "gxblk-2009-232:25"],
              ["", "怎样离婚", "是", "gxblk-2009-232:25"]]  # fmt: skip
    assert [line for line, *_ in problems(compared_sheet(admin_user, "golden", sheet_of(golden)))] == [3]
    assert (
        stored_sheet(admin_user, compared_sheet(admin_user, "golden", sheet_of(golden[:2]))).state == "stored"
    )


@pytest.mark.parametrize(
    ("name", "heading", "words"),
    [("links", "备注", "核对过"), ("everyday", "收起的理由", "重复"), ("golden", "说明", "核对过"),
     ("synonyms", "依据", "第二十五条 免征")],
)  # fmt: skip
def test_rows_without_revisions_of_their_own_get_a_history(admin_user, admin_client, name, heading, words):
    row = tables()[name].rows().first()
    before = row_snapshot(row)
    rows = table_of(table_file(admin_client, name))
    rows = changed_rows(rows, str(row.pk), **{heading: words})
    assert stored_sheet(admin_user, compared_sheet(admin_user, name, sheet_of(rows))).state == "stored"
    last, first = RowRevision.of_row(row).order_by("-number")
    assert (last.created_by, last.note, first.snapshot) == (admin_user, "表格导入", before)
    assert words in last.snapshot.values()


def test_a_new_row_of_a_table_says_who_added_it(admin_user):
    sheet = sheet_of([["编号", "日常说法", "政策用语"], ["", "试一试的说法", "免征"]])
    stored_sheet(admin_user, compared_sheet(admin_user, "synonyms", sheet))
    (revision,) = RowRevision.of_row(SynonymEntry.objects.get(words="试一试的说法"))
    assert (revision.created_by, revision.note) == (admin_user, "表格导入")


def test_a_status_and_a_note_of_one_row_are_one_revision(admin_user, admin_client):
    link = tables()["links"].rows().filter(status="published", basis="named").first()
    rows = changed_rows(
        table_of(table_file(admin_client, "links")), str(link.pk), 状态="已撤下", 备注="不要了"
    )
    assert stored_sheet(admin_user, compared_sheet(admin_user, "links", sheet_of(rows))).state == "stored"
    last, first = RowRevision.of_row(link).order_by("-number")
    assert (first.snapshot["status"], first.snapshot["note"]) == ("published", link.note)
    assert (last.snapshot["status"], last.snapshot["note"]) == ("withdrawn", "不要了")


def test_the_pages_take_compare_and_store(admin_user, admin_client):
    assert admin_client.get("/admin/articles/tableimport/").status_code == 200
    rows, policy = table_of(table_file(admin_client, "policies")), Policy.objects.get()
    content = sheet_of(changed_rows(rows, str(policy.pk), 来源说明=f"{policy.source_note}补充一句"))
    file = SimpleUploadedFile("表.csv", content)
    answer = admin_client.post("/admin/articles/tableimport/in/policies/", {"file": file})
    sheet = TableImport.objects.get()
    assert admin_client.get(answer.url).url == f"/admin/articles/task/{sheet.task_id}/change/"
    run_task(sheet.task)
    page = admin_client.get(answer.url).content.decode()
    assert "<ins>补充一句</ins>" in page
    answer = admin_client.post(f"/admin/articles/tableimport/{sheet.pk}/store/")
    sheet.refresh_from_db()
    run_task(sheet.task)
    assert "已写入" in admin_client.get(f"/admin/articles/tableimport/{sheet.pk}/change/").content.decode()
    assert load_workbook(io.BytesIO(table_file(admin_client, "links", "xlsx", "?empty"))).sheetnames == [
        "链接",
        "填写说明",
    ]


def test_a_reviewer_reads_tables_and_writes_none(client):
    reviewer = User.objects.create_user("reviewer", is_staff=True)
    reviewer.groups.add(Group.objects.get(name=REVIEWER))
    client.force_login(reviewer)
    assert table_file(client, "policies")
    file = SimpleUploadedFile("表.csv", b"x")
    assert client.post("/admin/articles/tableimport/in/policies/", {"file": file}).status_code == 403
    assert client.get("/admin/articles/tableimport/out/nothing.csv").status_code == 404


@pytest.mark.parametrize(
    "name", ["国家产业技术政策", "《国家产业技术政策》", "工信部联科[2009]232号", "gxblk-2009-232"]
)
def test_the_rows_of_one_policy_go_out_by_any_of_its_names(admin_client, import_text, name):
    import_text("other", "另一办法\n第一条 由财政部办理。\n")
    links = table_of(table_file(admin_client, "links", query=f"?policy={name}"))
    assert {row[links[0].index("政策")] for row in links[1:]} == {"gxblk-2009-232"}


@pytest.mark.parametrize("name", ["没有这件", "同名办法"])
def test_a_name_of_no_policy_or_of_two_is_told(admin_client, import_text, name):
    for slug in ("one", "two"):
        import_text(slug, "同名办法\n第一条 略。\n")
    page = admin_client.get(f"/admin/articles/tableimport/out/links.csv?policy={name}", follow=True)
    assert f"叫“{name}”的没有，或者不止一件" in page.content.decode()


def test_a_long_table_goes_out_in_parts(admin_client, monkeypatch):
    monkeypatch.setattr("articles.admin.imports.tables.MOST_ROWS", 100)
    page = admin_client.get("/admin/articles/tableimport/out/golden.csv", follow=True).content.decode()
    assert 'golden.csv?part=3">第 3 份</a>' in page
    parts = [table_of(table_file(admin_client, "golden", query=f"?part={part}"))[1:] for part in (1, 2, 3)]
    assert sum(map(len, parts)) == tables()["golden"].rows().count()
