"""Golden questions as files: JSON lines in, database rows out, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from articles.models import Article, GoldenAnswer, GoldenQuestion, Policy, ShippedFile
from articles.models.editing.row_revision import keep_change, row_snapshot
from articles.models.search.golden_question import QuestionOrigin
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.titles import bare_title, in_title_marks
from articles.text.citing.places.article_citations import (
    HIGHEST_SUFFIX,
    article_address,
    parse_article_address,
)
from articles.text.numbers.numerals import HIGHEST

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_SHIPPED = "search/golden.jsonl"
_MOST_NAMED = 20
_LONGEST_QUERY = 200
_LONGEST_NOTE = 300
_LONGEST_LINE, _MOST_LINES = 20_000, 10_000
_LONGEST_SHOWN = 60


class GoldenFileError(ValueError):
    """Lines that cannot be imported; `problems` says of each, in Chinese, which and why."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("；".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class GoldenLine:
    """A question of a file. `answers` are (policy, number, suffix); none means that it must have none.

    A policy is named by its title, its document number or its slug; so is the `scope`, the only one that is
    searched, empty for all.
    """

    line: int
    query: str
    answers: tuple[tuple[str, int, int], ...]
    note: str = ""
    scope: str = ""


@dataclass(frozen=True)
class ImportCounts:
    """How many questions were added, and how many that were there got new answers."""

    added: int
    replaced: int


def parse_golden(text: str) -> list[GoldenLine]:
    """Read lines of {"query", "relevant": [{"policy", "number"}], "scope", "note"}; number as 12 or 12-1.

    Raises GoldenFileError that names every line that cannot be read.
    """
    lines: list[GoldenLine] = []
    problems = []
    all_lines = text.removeprefix("\ufeff").split("\n")
    if len(all_lines) > _MOST_LINES:
        raise GoldenFileError([f"文件有 {len(all_lines)} 行，至多 {_MOST_LINES} 行"])
    for number, text_of_line in enumerate(all_lines, start=1):
        if not text_of_line.strip():
            continue
        try:
            lines.append(_parse_line(number, text_of_line))
        except ValueError as error:
            problems.append(f"第 {number} 行：{error}")
    if not lines and not problems:
        problems.append("文件里没有问题")
    if problems:
        raise GoldenFileError(_first_problems(problems))
    return lines


def _parse_line(number: int, line: str) -> GoldenLine:
    if len(line) > _LONGEST_LINE:
        raise ValueError(f"一行至多 {_LONGEST_LINE} 字")
    row = _parse_json(line)
    if not isinstance(row, dict) or not isinstance(row.get("query"), str) or not row["query"].strip():
        raise ValueError("缺少 query（问题）")
    if not isinstance(row.get("relevant"), list):
        raise ValueError("缺少 relevant（条文的列表；没有答案时写 []）")
    query, note, scope = " ".join(row["query"].split()), row.get("note", ""), row.get("scope", "")
    if not isinstance(note, str) or not isinstance(scope, str):
        raise ValueError("note（说明）和 scope（范围）须是文字")
    return GoldenLine(number, query, tuple(dict.fromkeys(map(_parse_answer, row["relevant"]))), note, scope)


def _parse_json(line: str) -> object:
    """The value of a line. Raises ValueError, in Chinese, for what is no JSON or cannot be stored."""
    try:
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False, allow_nan=False).encode()
    except json.JSONDecodeError as error:
        raise ValueError(f"不是 JSON（第 {error.colno} 个字符：{error.msg}）") from error
    except RecursionError as error:
        raise ValueError("括号嵌套过深") from error
    except UnicodeEncodeError as error:
        raise ValueError("含有不成对的代理字符（\\ud800 一类），不是文字") from error
    except ValueError as error:  # too many digits, NaN
        raise ValueError("含有 NaN、无穷大或位数过多的数字") from error
    if "\\u0000" in line or "\0" in line:
        raise ValueError("含有空字符（\\u0000）")
    return row


def _parse_answer(entry: object) -> tuple[str, int, int]:
    if not isinstance(entry, dict) or not {"policy", "number"} <= entry.keys():
        raise ValueError("每条答案须写 policy 和 number")
    policy, address = str(entry["policy"]), str(entry["number"])
    number_and_suffix = parse_article_address(address)
    if number_and_suffix is None:
        raise ValueError(f"条号“{address[:_LONGEST_SHOWN]}”应写作 12 或 12-1")
    number, suffix = number_and_suffix
    if not (1 <= number <= HIGHEST and 0 <= suffix <= HIGHEST_SUFFIX):
        raise ValueError(f"条号“{address[:_LONGEST_SHOWN]}”超出范围")
    return policy, number, suffix


@transaction.atomic
def store_golden_questions(
    lines: Sequence[GoldenLine], *, origin: QuestionOrigin, by: User | None = None
) -> ImportCounts:
    """Store questions; one that is there already gets these answers. All or none: raises GoldenFileError."""
    _refuse_unstorable(lines)
    articles, scopes = _articles_by_line(lines), _scopes_by_line(lines)
    existing = GoldenQuestion.objects.asking(line.query for line in lines).in_bulk(field_name="query")
    added = list[GoldenAnswer]()
    for line in lines:
        question = existing.get(line.query) or GoldenQuestion(query=line.query, origin=origin)
        before = row_snapshot(question) if question.pk else None
        question.has_no_answer = not line.answers
        question.note = line.note or question.note
        question.scope = scopes[line.line]
        question.save()
        if before is None:
            added += [GoldenAnswer(question=question, article=article) for article in articles[line.line]]
            continue
        question.answer_by(articles[line.line])
        keep_change(question, before, by=by, note="由文件导入")
    # An article may be named twice: by title and by number.
    GoldenAnswer.objects.bulk_create(added, ignore_conflicts=True)
    return ImportCounts(added=len(lines) - len(existing), replaced=len(existing))


def _refuse_unstorable(lines: Sequence[GoldenLine]) -> None:
    problems, first_lines = list[str](), dict[str, int]()
    for line in lines:
        if len(line.query) > _LONGEST_QUERY or len(line.note) > _LONGEST_NOTE:
            too_long = f"问题至多 {_LONGEST_QUERY} 字，说明至多 {_LONGEST_NOTE} 字"
            problems.append(f"第 {line.line} 行：{too_long}")
        if line.query in first_lines:
            repetition = f"“{line.query[:_LONGEST_SHOWN]}”在第 {first_lines[line.query]} 行已有"
            problems.append(f"第 {line.line} 行：{repetition}")
        first_lines[line.query] = line.line
    if problems:
        raise GoldenFileError(_first_problems(problems))


def load_shipped_golden_questions() -> int:
    """Import the questions that ship with the portal, each version of their file once.

    Questions that exist stay as they are; those about a policy that does not exist are left out.
    """
    path = settings.CONTENT_DIR / _SHIPPED
    if not ShippedFile.objects.take_in(path):
        return 0
    lines = parse_golden(path.read_text(encoding="utf-8"))
    stored = GoldenQuestion.objects.asking(line.query for line in lines)
    existing = set(stored.values_list("query", flat=True))
    articles = _ArticleFinder()
    new = [
        line
        for line in lines
        if line.query not in existing
        and all(map(articles.of, line.answers))
        and (not line.scope or articles.policies_of(line.scope))
    ]
    return store_golden_questions(new, origin=QuestionOrigin.SHIPPED).added


def golden_as_lines(questions: Iterable[GoldenQuestion]) -> Iterator[str]:
    """Questions as the lines that `parse_golden` reads."""
    for question in questions:
        answers = [answer.article for answer in question.answers.all()]
        relevant = [{"policy": article.policy.slug, "number": article.address} for article in answers]
        row = {"query": question.query, "relevant": relevant}
        row |= {"scope": question.scope.slug} if question.scope else {}
        row |= {"note": question.note} if question.note else {}
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _scopes_by_line(lines: Sequence[GoldenLine]) -> dict[int, Policy | None]:
    """Raises GoldenFileError where a scope names no policy, or several."""
    policies, problems = _ArticleFinder(), []
    scopes: dict[int, Policy | None] = {}
    for line in lines:
        policy_ids = policies.policies_of(line.scope) if line.scope else set()
        scopes[line.line] = policies.scope_policy(*policy_ids) if len(policy_ids) == 1 else None
        if line.scope and len(policy_ids) != 1:
            several = f"有 {len(policy_ids)} 件，请写发文字号或网址标识" if policy_ids else "不在知识库中"
            problems.append(f"第 {line.line} 行：范围{in_title_marks(line.scope[:_LONGEST_SHOWN])}{several}")
    if problems:
        raise GoldenFileError(_first_problems(problems))
    return scopes


def _articles_by_line(lines: Sequence[GoldenLine]) -> dict[int, list[Article]]:
    articles, problems = _ArticleFinder(), []
    answers: dict[int, list[Article]] = {}
    for line in lines:
        answers[line.line] = []
        for answer in line.answers:
            matching = articles.of(answer)
            if len(matching) == 1:
                answers[line.line].append(matching[0])
                continue
            policy, number, suffix = answer
            title = in_title_marks(policy[:_LONGEST_SHOWN])
            place = f"第 {line.line} 行：{title}第 {article_address(number, suffix)} 条"
            several = f"有 {len(matching)} 条，同名的政策请写发文字号或网址标识"
            problems.append(f"{place}{several if matching else '不在知识库中'}")
    if problems:
        raise GoldenFileError(_first_problems(problems))
    return answers


class _ArticleFinder:
    """Finds articles by what a file calls their policy; each article and each scope is read once."""

    def __init__(self) -> None:
        self._policies: dict[str, set[int]] = {}
        self._articles: dict[tuple[frozenset[int], int, int], list[Article]] = {}
        self._scopes: dict[int, Policy | None] = {}
        for pk, title, *names in Policy.objects.values_list("pk", "title", "slug", "document_number_key"):
            for name in filter(None, (bare_title(title), *names)):
                self._policies.setdefault(name, set()).add(pk)

    def of(self, answer: tuple[str, int, int]) -> list[Article]:
        policy, number, suffix = answer
        key = (frozenset(self.policies_of(policy)), number, suffix)
        if key not in self._articles:
            self._articles[key] = list(Article.objects.in_text().of_policies(key[0]).numbered(number, suffix))
        return self._articles[key]

    def scope_policy(self, pk: int) -> Policy | None:
        """The policy of a scope, which many lines share: read once."""
        if pk not in self._scopes:
            self._scopes[pk] = Policy.objects.with_ids([pk]).first()
        return self._scopes[pk]

    def policies_of(self, policy: str) -> set[int]:
        """The policies (ids) of a title, document number or slug."""
        names = (bare_title(policy), policy, document_number_key(policy) or "")
        return set[int]().union(*(self._policies.get(name, ()) for name in names))


def _first_problems(problems: Sequence[str]) -> list[str]:
    more = len(problems) - _MOST_NAMED
    return [*problems[:_MOST_NAMED], *([f"另有 {more} 行"] if more > 0 else [])]
