"""What a term means (什么叫共性技术): the sentence that defines it, or where it is used."""

from __future__ import annotations

import re
from functools import lru_cache

from django.conf import settings

from articles.content_files import content_table
from articles.models import Article
from articles.search import Answer, AnswerKind, AnswerLine, AskedQuestion, QuotedPassage
from articles.text.wording.characters.folding import fold
from guidance.answering.measure_lines import documents_of
from guidance.questions.understanding import Understood

_MOST_SHOWN, _MOST_READ = 3, 20
_SENTENCE = re.compile(r"[^。\n]+。?")
#: 本法所称专利，是指…… · 专利是指……
_DEFINING = r"(?:所称[^，。；]{{0,10}})?[“\"]?{term}[”\"]?(?:，|,)?(?:是指|系指|指的是)"


def answer_definition(question: AskedQuestion, understood: Understood) -> Answer | None:
    """None where no meaning is asked for, or no article holds the term. A sentence that says what kind of it
    is meant (应用领域广泛的共性技术) comes first where none defines it."""
    match = _question_pattern().fullmatch(question.query.literal.strip(" ?？。"))
    term = (match["before"] or match["after"]) if match else ""
    articles = _articles_holding(term, question) if term else []
    if not articles:
        return None
    sentences = [
        (article, sentence) for article in articles for sentence in _sentences(article, re.escape(term))
    ]
    defining = re.compile(_DEFINING.format(term=re.escape(term)))
    definitions = [(article, sentence) for article, sentence in sentences if defining.search(fold(sentence))]
    qualified_first = sorted(sentences, key=lambda pair: f"的{term}" not in fold(pair[1]))
    chosen = (definitions or qualified_first)[:_MOST_SHOWN]
    no_definition = f"收录的条文没有给“{term}”下定义；写到它的原文如下。"
    return Answer(
        AnswerKind.DEFINITION,
        f"下面的原文写明“{term}”的含义。" if definitions else no_definition,
        lines=(AnswerLine("term", label=f"写到“{term}”的原文", passages=tuple(map(_passage, chosen))),),
        documents=documents_of(article for article, _ in chosen),
        understood=understood.labels,
    )


def _articles_holding(term: str, question: AskedQuestion) -> list[Article]:
    articles = Article.objects.published().holding_any((term,)).for_reading().in_order()
    return list(articles.of_policy(question.within) if question.within else articles[:_MOST_READ])


def _sentences(article: Article, wording: str) -> list[str]:
    return [
        sentence.strip() for sentence in _SENTENCE.findall(article.text) if re.search(wording, fold(sentence))
    ]


def _passage(article_and_sentence: tuple[Article, str]) -> QuotedPassage:
    article, sentence = article_and_sentence
    return QuotedPassage(sentence, article.label, article.get_absolute_url())


def _question_pattern() -> re.Pattern[str]:
    return _read_pattern(str(settings.CONTENT_DIR / "guidance" / "procedures.toml"))


@lru_cache(maxsize=2)
def _read_pattern(path: str) -> re.Pattern[str]:
    """The questions for a meaning: a term after, before or between the wordings that ask for one."""
    wordings = content_table(path)["definition"]
    before, after = "|".join(wordings["before"]), "|".join(wordings["after"])
    term = r"[“\"《]?(?P<{}>[^，。？,?]{{2,20}}?)[”\"》]?"
    return re.compile(f"(?:{before}){term.format('before')}(?:{after})?|{term.format('after')}(?:{after})")
