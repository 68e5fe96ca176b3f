"""Policies of any shape: what was written is what is read, and kept and removed pieces are the source."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.citing.places.article_citations import article_label
from articles.text.parsing.structure import parse_policy, rebuild
from tests.examples import patient

words = st.text(alphabet="企业技术创新发展支持", min_size=2, max_size=8)
paragraphs = st.one_of(
    words.map("{}。".format),
    st.sampled_from(
        [
            "第三条的规定，适用于本条。",
            "第二章 规定的除外；其他从其规定。",
            "（一）Ａ 类设备，９台",
            "编辑应当负责。",
            "各省\u3000第九条同。",
        ]
    ),
)
texts = st.lists(paragraphs, min_size=1, max_size=3)


@dataclass(frozen=True)
class Layout:
    """How a source is set: nothing of it may show in what is parsed."""

    ending: str
    indent: str
    gap: str
    is_web_copy: bool

    def line(self, text: str) -> str:
        return f"{self.indent}{text}{self.ending}"

    def heading(self, number: int, title: str) -> str:
        running = str(number + 2) if self.is_web_copy else ""
        button = f"编辑{self.ending}{self.ending}" if self.is_web_copy else ""
        return self.line(f"{running}第{number}章{self.gap}{title}".rstrip()) + button


layouts = st.builds(
    Layout,
    ending=st.sampled_from(["\n", "\r\n", "\n\n", " \r\n"]),
    indent=st.sampled_from(["", "\u3000\u3000", "  "]),
    gap=st.sampled_from([" ", "\u3000", "\u3000\u3000"]),
    is_web_copy=st.booleans(),
)


@dataclass(frozen=True)
class Chapter:
    title: str
    second_half: str
    articles: list[list[str]]


chapters = st.builds(
    Chapter,
    title=st.one_of(st.just(""), words),
    second_half=st.one_of(st.just(""), words),
    articles=st.lists(texts, min_size=1, max_size=4),
)


@settings(patient, max_examples=60)
@given(layout=layouts, written=st.lists(chapters, min_size=1, max_size=14))
def test_chapters_and_articles_are_read_as_written(layout, written):
    source, titles, articles = layout.line("某办法"), [], []
    for index, chapter in enumerate(written):
        source += layout.heading(index + 1, chapter.title)
        titles.append((index + 1, [half for half in (chapter.title, chapter.second_half) if half]))
        for first, *more in chapter.articles:
            is_glued = chapter.second_half and (not articles or articles[-1][-1] != index)
            glued = f"{chapter.second_half}\u3000" if is_glued else ""
            label = article_label(len(articles) + 1)
            source += layout.line(f"{glued}{label}{layout.gap}{first}")
            source += "".join(layout.line(paragraph) for paragraph in more)
            articles.append((len(articles) + 1, "\n".join([first, *more]), index))
    parsed = parse_policy(source)
    assert [
        (division.number, [part.text for part in division.title_parts]) for division in parsed.divisions
    ] == titles
    assert [(article.number, article.text, article.division) for article in parsed.articles] == articles
    assert rebuild(parsed.passages(), parsed.removals) == source


@settings(patient, max_examples=40)
@given(layout=layouts, written=st.lists(st.tuples(st.integers(0, 2), texts), min_size=1, max_size=8))
def test_articles_without_chapters_and_inserted_ones_are_read_as_written(layout, written):
    source, articles = layout.line("某办法"), []
    for number, (inserted, (first, *more)) in enumerate(written, start=1):
        for suffix in range(inserted + 1):
            source += layout.line(f"{article_label(number, suffix)}{layout.gap}{first}")
            source += "".join(layout.line(paragraph) for paragraph in more)
            articles.append((number, suffix, "\n".join([first, *more]), None))
    parsed = parse_policy(source)
    assert [
        (article.number, article.suffix, article.text, article.division) for article in parsed.articles
    ] == articles
    assert parsed.divisions == ()
    assert rebuild(parsed.passages(), parsed.removals) == source
