"""jieba on the compiled dictionary cuts as jieba does on its own."""

import logging
import random

import jieba
import pytest

from articles.text.wording.dictionary import Dictionary, DictionaryTokenizer, dictionary_with
from articles.text.wording.tokens import Tokenizer

OWN_WORDS = ["引进消化吸收再创新", "首台套", "技术", "5g基站", "3d打印"]
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
    logging.getLogger("jieba").setLevel(logging.WARNING)
    original = jieba.Tokenizer()
    original.FREQ, original.total = original.gen_pfdict(original.get_dict_file())
    original.initialized = True
    for word in OWN_WORDS:
        original.add_word(word)
    return original


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
    with_own = Tokenizer(user_words=["引进消化吸收再创新"], stop_words=[])
    without = Tokenizer(user_words=[], stop_words=[])
    assert with_own.cut("引进消化吸收再创新") == ["引进消化吸收再创新"]
    assert len(without.cut("引进消化吸收再创新")) > 1
