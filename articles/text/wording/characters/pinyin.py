"""How words sound: pinyin of Chinese text, and what a reader types in Latin letters instead of characters."""

from __future__ import annotations

import re
import unicodedata

from articles.text.wording.characters.readings import syllables_of

#: Raise it when readings are written differently: stored keys are then made anew.
RULES_VERSION = "1"

_LONGEST = 10_000
_CONFUSED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("v", "u"))
_N_OPENS = re.compile(r"n(?=[aeiou])")
_TONE_NUMBER = re.compile(r"(?<=[a-z])[1-5](?![\d.])")
_BETWEEN_SYLLABLES = re.compile(r"(?<=[a-z])['’‘`´ˈ·]+(?=[a-z])")
_MARKED = re.compile(r"[à-üāáǎēéěīíǐōóǒūúǔǖǘǚǜńňǹ]", re.IGNORECASE)


def syllables(text: str) -> list[str]:
    """The syllable of each character, without tones. Other characters stand for themselves, and so does all
    text after 10,000 characters: only names and queries need syllables.

    >>> syllables("知识产权"), syllables("iso标准")
    (['zhi', 'shi', 'chan', 'quan'], ['i', 's', 'o', 'biao', 'zhun'])
    """
    return [*syllables_of(text[:_LONGEST]), *text[_LONGEST:]]


def blurred(sounds: str) -> str:
    """Joined syllables with the sounds that many speakers confuse made equal: zh/z, ch/c, sh/s, n/l, -ng/-n.

    It works on letters alone, so that syllables need not be told apart: both sides of a comparison are
    blurred in the same way.

    >>> blurred("zhishichanquan") == blurred("zisicanquan"), blurred("nengli") == blurred("lengni")
    (True, True)
    """
    for wide, narrow in _CONFUSED:
        sounds = sounds.replace(wide, narrow)
    return _N_OPENS.sub("l", sounds)


def plain_letters(folded: str) -> str:
    """Typed pinyin without tone marks, tone numbers and apostrophes; Chinese stays as it is.

    >>> plain_letters("zhī shi chǎn quán"), plain_letters("xi'an 2009")
    ('zhi shi chan quan', 'xian 2009')
    """
    if _MARKED.search(folded):
        folded = "".join(_without_mark(character) for character in folded)
    return _TONE_NUMBER.sub("", _BETWEEN_SYLLABLES.sub("", folded))


def _without_mark(character: str) -> str:
    bare = unicodedata.normalize("NFD", character)
    if "\u0308" in bare:  # ü is v on a keyboard
        return "v"
    return bare[0] if bare[0].isascii() and bare[0].isalpha() else character
