"""Small documents in the four file kinds, as government sites publish them."""

from pathlib import Path

from docx import Document

LAW = """中华人民共和国数据样例法

（2015年8月31日第十二届全国人民代表大会常务委员会第十六次会议通过
根据2020年10月17日第十三届全国人民代表大会常务委员会第二十二次会议
《关于修改〈中华人民共和国数据样例法〉的决定》修正）

目　　录

第一章　总　　则
第二章　数据开放
第三章　附　　则

第一章　总　　则

　　第一条　为了发展数据，制定本法。

　　第二条　数据分为：
　　（一）公共数据；
　　（二）其他数据。

第二章　数据开放

　　第三条　国家开放数据。第二条第一项规定的数据应当开放。

　　第三条之一　开放数据依照本法第三条办理。

第三章　附　　则

　　第四条　本法自2016年1月1日起施行。
"""
TEXTS = {
    (1, 0): "为了发展数据，制定本法。",
    (2, 0): "数据分为：\n（一）公共数据；\n（二）其他数据。",
    (3, 0): "国家开放数据。第二条第一项规定的数据应当开放。",
    (3, 1): "开放数据依照本法第三条办理。",
    (4, 0): "本法自2016年1月1日起施行。",
}


def write_txt(folder: Path, text: str = LAW, *, name: str = "law.txt", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def write_md(folder: Path, text: str = LAW, *, name: str = "law.md") -> Path:
    """As Markdown collections have it: `#` for the title, `##` for chapters, no contents list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head, body = lines[: lines.index("目　　录")], lines[lines.index("第一章　总　　则", 4) :]
    marked = [f"## {line}" if line.startswith("第") and "章　" in line else line for line in body]
    path = folder / name
    path.write_text("\n\n".join([f"# {head[0]}", *head[1:], "<!-- INFO END -->", *marked]) + "\n", "utf-8")
    return path


def write_docx(folder: Path, text: str = LAW, *, name: str = "law.docx") -> Path:
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    path = folder / name
    document.save(path)
    return path


def write_html(folder: Path, text: str = LAW, *, name: str = "law.html", charset: str = "utf-8") -> Path:
    lines = [line for line in text.splitlines() if line.strip()]
    body = "\n".join(f"<p>{line}</p>" for line in lines)
    page = f"""<!DOCTYPE html><html><head><meta charset="{charset}">
<title>{lines[0]}_某政府网</title><style>p {{ color: red }}</style></head><body>
<div class="menu"><ul><li><a href="/">首页</a></li><li>第一章 站点导航</li></ul></div>
<div class="article"><div id="zoom">{body}</div><p>【打印】【关闭】</p></div>
<div>版权所有：某政府网　京ICP备1号</div><script>第九条 not text</script></body></html>"""
    path = folder / name
    path.write_bytes(page.encode(charset))
    return path


WRITERS = {"txt": write_txt, "md": write_md, "docx": write_docx, "html": write_html}
