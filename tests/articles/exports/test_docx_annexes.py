"""The parts of a document in Word: annex list, signature, date, note, then the annexes (GB/T 9704)."""

import io

from docx import Document

from articles.models import Policy

NOTICE = """某市人民政府办公室关于发展物流的意见
某政办发〔2023〕88号
一、总体要求。
二、重点任务。
附件：1.分工表
2.名录
某市人民政府办公室
{date}
（此件公开发布）
附件1
分工表
序号\t任务
1\t建仓库
附件2
名录
1.甲公司
2.乙公司
"""


def paragraphs(client, slug: str) -> list:
    content = client.get(f"/policies/{slug}.docx").content
    return [paragraph for paragraph in Document(io.BytesIO(content)).paragraphs if paragraph.text]


def test_annexes_follow_the_signature_each_on_a_page_of_its_own(client, import_text):
    import_text("notice", NOTICE.format(date="2023年12月5日"))
    lines = paragraphs(client, "notice")
    tail = [line.text for line in lines][-10:-1]
    assert tail == [
        "附件：1.分工表",
        "2.名录",
        "某市人民政府办公室",
        "2023年12月5日",
        "（此件公开发布）",
        "附件1 分工表",
        "附件2 名录",
        "1.甲公司",
        "2.乙公司",
    ]
    breaking = [line.text for line in lines if line.paragraph_format.page_break_before]
    assert breaking == ["附件1 分工表", "附件2 名录"]


def test_a_title_longer_than_the_property_of_a_file_may_be_is_printed_whole(client, import_text):
    import_text("long", "某省办法\n第一条 某省加强管理。\n")
    Policy.objects.with_slugs(["long"]).update(title="某" * 300)
    for path in ("/policies/long", "/policies/long/articles/1"):
        document = Document(io.BytesIO(client.get(f"{path}.docx").content))
        assert document.paragraphs[0].text == "某" * 300
        assert len(document.core_properties.title) == 255


def test_a_month_is_printed_as_the_date(client, import_text):
    import_text("notice", NOTICE.format(date="2023年12月"))
    lines = [line.text for line in paragraphs(client, "notice")]
    assert lines[lines.index("2023年12月") - 1] == "某市人民政府办公室"
