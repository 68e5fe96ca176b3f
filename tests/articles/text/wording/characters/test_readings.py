"""The compiled readings are those of pypinyin."""

import random

import marisa_trie
import pytest
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT, RE_HANS

from articles.text.wording.characters import readings
from articles.text.wording.characters.readings import syllables_of


@pytest.mark.parametrize(
    "text",
    [
        "重大专项与银行长期行业",
        "ISO标准9001（2009年）",
        "〇䶮㐂𠮷\ue815\ud800\udfff\0，a中b",
        "一丘之貉一丘之",  # an end with which a phrase could begin
        "国" * 40 + "不着边",
        "",
    ],
)
def test_a_text_has_the_syllables_that_pypinyin_gives(text):
    assert syllables_of(text) == lazy_pinyin(text, errors=list)


def test_so_have_all_phrases_and_all_that_they_begin_with():
    chance = random.Random(7)
    phrases = chance.sample(sorted(PHRASES_DICT), 3_000)
    beginnings = [phrase[: chance.randrange(1, len(phrase) + 1)] for phrase in phrases]
    texts = ["".join(beginnings[place : place + 3]) for place in range(0, len(beginnings), 3)]
    texts += phrases + beginnings + ["".join(map(chr, PINYIN_DICT))]
    assert [syllables_of(text) for text in texts] == [lazy_pinyin(text, errors=list) for text in texts]


def test_all_phrases_and_all_chinese_characters_are_compiled():
    compiled = marisa_trie.BytesTrie().frombytes(readings._pinyin(()))
    characters = {chr(code) for code in range(0x110000) if RE_HANS.match(chr(code))}
    assert set(compiled.keys()) == characters | PHRASES_DICT.keys()
    assert compiled["银行"] == [b"yin hang"]
    assert compiled["行"] == [b"xing"]
