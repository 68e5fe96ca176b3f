"""Whether settings of search can be used: every line that cannot is named, in Chinese."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from articles.search.settings.configuration import shipped_configuration
from articles.search.settings.weights import WeightsError, parse_weights
from articles.text.wording.characters.folding import fold
from articles.text.wording.synonym_tables.synonyms import synonym_problems

_MOST_NAMED = 20
_LONGEST_WORD = 40
_LARGEST = 100_000


def settings_problems(setting: str, text: str) -> list[str]:
    """What is wrong with the text of one of `articles.search.settings.configuration.SETTING_NAMES`."""
    if "\0" in text:
        return ["含有不能保存的控制字符（U+0000）"]
    problems = list(islice(_CHECKS[setting](text), _MOST_NAMED + 1))
    return [*problems[:_MOST_NAMED], "还有更多，先改正以上各处"] if len(problems) > _MOST_NAMED else problems


def _stop_word_problems(text: str) -> Iterator[str]:
    return _word_list_problems(text, _word_problem)


def _dictionary_problems(text: str) -> Iterator[str]:
    return _word_list_problems(text, lambda word: _word_problem(word) or _dictionary_problem(word))


def _word_list_problems(text: str, problem_of: Callable[[str], str]) -> Iterator[str]:
    first_numbers: dict[str, int] = {}
    for number, word in _numbered_words(text):
        if problem := problem_of(word):
            yield f"第 {number} 行：{problem}"
        elif word in first_numbers:
            yield f"第 {number} 行：“{word}”在第 {first_numbers[word]} 行已有"
        first_numbers.setdefault(word, number)


def _word_problem(word: str) -> str:
    if any(character.isspace() for character in word):
        return "一行写一个词，注释另起一行以 # 开头"
    if len(word) > _LONGEST_WORD:
        return f"超过 {_LONGEST_WORD} 字"
    return f"“{word}”应写作“{fold(word)}”，检索时比较的是这种写法" if fold(word) != word else ""


def _dictionary_problem(word: str) -> str:
    if len(word) == 1:
        return f"“{word}”只有一个字，不会被拆开，无须收入"
    if not all(character.isalnum() for character in word):
        return f"“{word}”含有标点，分词总会在标点处断开"
    return ""


def _numbered_words(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if (word := line.strip()) and not word.startswith("#"):
            yield number, word


def _weight_problems(text: str) -> Iterator[str]:
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        yield f"不是 TOML 格式：{_in_chinese(error)}"
        return
    yield from (problems := list(_differences(tomllib.loads(shipped_configuration().weights), stated)))
    if not problems:
        try:
            parse_weights(text)
        except WeightsError as error:
            yield str(error)


def _differences(expected: Mapping[str, Any], stated: Mapping[str, Any], within: str = "") -> Iterator[str]:
    """How `stated` differs in kind from what ships: missing, unknown and impossible values."""
    for name, usual in expected.items():
        label = f"{within}{name}"
        if name not in stated:
            yield f"缺少 {label} 一项"
        elif isinstance(usual, Mapping):
            if isinstance(stated[name], Mapping):
                yield from _differences(usual, stated[name], f"{label}.")
            else:
                yield f"{label} 应是一节，写作 [{label}]"
        elif problem := _number_problem(label, stated[name]):
            yield f"{label} = {stated[name]}：{problem}"
    for name in stated.keys() - expected.keys():
        yield f"没有 {within}{name} 这一项"


def _number_problem(label: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return "应是一个数"
    if abs(value) > _LARGEST:
        return f"绝对值不超过 {_LARGEST}"
    if label.endswith(".b"):
        return "" if 0 <= value <= 1 else "应在 0 与 1 之间"
    if label.startswith("normalisation.") or label == "k1":
        return "" if value > 0 else "应大于 0"
    return "" if value >= 0 or label.startswith("kinds.") else "不能是负数"


def _in_chinese(error: tomllib.TOMLDecodeError) -> str:
    if "overwrite" in str(error):
        return "有一项写了两次"
    place = str(error).rpartition("(at ")[2].rstrip(")")
    if place.startswith("line "):
        line, _, column = place.removeprefix("line ").partition(", column ")
        return f"第 {line} 行第 {column} 个字符处读不懂"
    return "末尾不完整" if "end of document" in place else str(error)


_CHECKS: dict[str, Callable[[str], Iterator[str]]] = {
    "synonyms": synonym_problems,
    "stop_words": _stop_word_problems,
    "user_dictionary": _dictionary_problems,
    "weights": _weight_problems,
}
