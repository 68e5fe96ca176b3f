"""The vocabularies that ship are drawn from the policy's own words."""

from django.conf import settings

from articles.text.wording.characters.folding import fold


def lines_of(name: str) -> list[str]:
    text = (settings.CONTENT_DIR / "vocabularies" / name).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]


def words_of(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith("#")]


def test_every_word_of_the_user_dictionary_stands_in_the_policy():
    source = fold((settings.CONTENT_DIR / "source" / "gxblk-2009-232.txt").read_text("utf-8"))
    words = words_of(lines_of("user_dictionary.txt"))
    assert words
    assert [word for word in words if fold(word) not in source] == []


def test_no_word_is_listed_twice():
    for name in ("user_dictionary.txt", "stop_words.txt"):
        words = words_of(lines_of(name))
        assert len(words) == len(set(words)), name


def test_no_term_of_the_policy_is_a_stop_word():
    stop_words = set(words_of(lines_of("stop_words.txt")))
    assert not stop_words & set(words_of(lines_of("user_dictionary.txt")))
