"""jieba on the compiled dictionary cuts as jieba does on its own."""

import logging
import random
import tempfile
from pathlib import Path

import jieba
import pytest

from articles.text.wording import dictionary
from articles.text.wording.dictionary import Dictionary, DictionaryTokenizer, dictionary_with
from articles.text.wording.tokens import Tokenizer

OWN_WORDS = ["引进消化吸收再创新", "首台套", "技术", "5g基站", "3d打印"]
#: A dictionary file of jieba's: each word with its count and its part of speech; one of them very frequent.
FEW_WORDS = """\
中小企业 251 n
企业 9842 n
企业家 1211 n
创新 2406 v
引进 2082 v
技术 18044 n
技术装备 3 n
消化 1171 v
消化吸收 3 l
的 3188252345 uj
装备 2398 n
"""
TEXTS = [
    "国家给予必要的财税政策，重点支持国家急需的重大技术装备和重大产业技术的引进消化吸收再创新工作。",
    "首台套重大技术装备ABC-123首台（套）保险补偿5g基站与3d打印 100%　a.b_c#+&",
    "的的的了了了是是是",
    "䶮㐂犇骉堃玥翀𠮷人和\ud800\0\r\n\t",
    "",
]


@pytest.fixture(scope="module")
def compiled() -> Dictionary:
    return dictionary_with(OWN_WORDS)


@pytest.fixture(scope="module")
def original() -> jieba.Tokenizer:
    return jieba_with(OWN_WORDS)


def jieba_with(words: list[str], path: Path | None = None) -> jieba.Tokenizer:
    """jieba itself."""
    logging.getLogger("jieba").setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer(path)
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in words:
        tokenizer.add_word(word)
    return tokenizer


@pytest.fixture
def file_of_few_words(tmp_path) -> Path:
    path = tmp_path / "dict.txt"
    path.write_text(FEW_WORDS, encoding="utf-8")
    return path


@pytest.fixture
def few_words(file_of_few_words) -> Dictionary:
    return Dictionary(memoryview(dictionary._dictionary(OWN_WORDS, file_of_few_words)))


def mixtures(words: list[str], number: int) -> list[str]:
    """Words that jieba knows, run together, with characters that belong to none."""
    chance = random.Random(7)
    return [
        "".join(
            chance.choice(words) if chance.random() < 0.8 else chr(chance.randrange(0x4E00, 0x9FD6))
            for _ in "12345678"
        )
        for _ in range(number)
    ]


def test_it_has_the_words_of_jieba_with_their_counts(compiled, original):
    different = [word for word, count in original.FREQ.items() if compiled.get(word) != (count or None)]
    assert different == []
    assert compiled.total == original.total


def test_so_has_one_of_another_file(few_words, file_of_few_words):
    original = jieba_with(OWN_WORDS, file_of_few_words)
    assert {word: few_words.get(word, 0) for word in original.FREQ} == original.FREQ
    assert (few_words.total, few_words.longest) == (original.total, len("引进消化吸收再创新"))


def test_all_words_that_begin_at_a_place_are_there_and_an_unknown_character_counts_one(few_words):
    assert few_words.words_in("䶮企业家") == {
        0: [(0, 1)],
        1: [(2, 9842), (3, 1211)],
        2: [(2, 1)],
        3: [(3, 1)],
    }


def test_nothing_is_looked_up_in_the_dictionary_of_jieba(few_words, file_of_few_words):
    original = jieba_with(OWN_WORDS, file_of_few_words)
    assert DictionaryTokenizer(few_words).suggest_freq("中国") == original.suggest_freq("中国") == 1


def test_jieba_keeps_no_copy_where_anybody_could_plant_one(file_of_few_words, tmp_path, monkeypatch):
    shared = tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    dictionary._dictionary(OWN_WORDS, file_of_few_words)
    assert list(shared.iterdir()) == []


@pytest.mark.parametrize(("size", "aligned"), [(0, 0), (1, 8), (8, 8), (9, 16), (2_000_004, 2_000_008)])
def test_the_words_begin_at_a_multiple_of_eight_bytes(size, aligned):
    assert dictionary._align(size) == aligned


def test_the_beginning_of_a_word_is_no_word(compiled, original):
    beginning = next(word for word, count in original.FREQ.items() if not count)
    assert compiled.get(beginning) is None
    assert compiled.get(beginning, 0) == 0
    assert compiled.get("\ud800") is None


@pytest.mark.parametrize("with_guesses", [True, False])
def test_it_cuts_as_jieba_does(compiled, original, with_guesses):
    tokenizer = DictionaryTokenizer(compiled)
    for text in TEXTS + mixtures(list(original.FREQ), 500):
        assert list(tokenizer.cut(text, HMM=with_guesses)) == list(original.cut(text, HMM=with_guesses))


def test_words_of_the_user_dictionary_are_kept_whole():
    with_own = Tokenizer(user_words=OWN_WORDS, stop_words=[])
    without = Tokenizer(user_words=[], stop_words=[])
    assert with_own.cut("引进消化吸收再创新") == ["引进消化吸收再创新"]
    assert len(without.cut("引进消化吸收再创新")) > 1
