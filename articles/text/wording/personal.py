"""Whether a typed text looks as if it held personal data or contact details."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import jieba

from articles.text.wording.characters.folding import fold

_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789")
#: What is written between the digits of one number.
_SEPARATED = re.compile(r"(?<=\d)[\s\-_./·*+~]{1,3}(?=\d)")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d\s?-\s?(?:19|20)\d\d(?!\d)")

_SIGNS = re.compile(
    r"""
    @                                   # an e-mail address or an account
    | \d{7,}                            # identity cards, telephones, bank cards; a whole date of birth
    | https?:|www\.                     # an address on the web, and the end of one:
    | [a-z\d](?:\.|点)(?:com|cn|net|org|edu|gov|io|me|cc|top|xyz|vip|info|site|app|link)(?![a-z])
    | (?:微信|薇信|威信|微信号|扣扣|企鹅号|群号|加群|电话|手机|手机号|座机|传真|邮箱|联系方式|联系人
        |(?<![a-z])(?:weixin|wechat|vx|wx|v信|qq|tel|phone|telegram|whatsapp|skype))
      [\s:号码群是为]{0,3} [a-z\d][a-z\d_.\-]{2,}                # an account or number by its service
    | (?:(?<![铁公])路|街|大道|巷|弄|胡同|(?<!农)村|小区|花园|大厦)
      \s*[\d十百]+\s*(?:号|弄|栋|幢|座|单元|室|楼)
    | [\d十百]+\s*(?:号楼|栋|幢)\s*[\d十百]                  # where somebody lives
    | [京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][\s·]?[a-z\d]{5,6}(?![a-z\d])
    """,
    re.VERBOSE,
)


def looks_personal(text: str) -> bool:
    """Whether `text` may hold a number, account or address of a person, in whatever digits.

    Document numbers hold too few digits in a row for it, and years from–to stand in titles; a whole date
    may be a birthday.

    >>> looks_personal("一三八 0013 ８０００ 补贴"), looks_personal("工信部联科〔2009〕232号")
    (True, False)
    """
    return bool(_SIGNS.search(_SEPARATED.sub("", _YEARS.sub("", _with_plain_digits(text)))))


def has_digits(text: str) -> bool:
    """Whether `text` holds a digit of any script; Chinese numerals are words (统一) and do not count."""
    return any(unicodedata.digit(character, None) is not None for character in fold(text))


def names_of_persons(words: Iterable[str]) -> list[str]:
    """Those of the words that jieba's dictionary has as names of persons (毛泽东)."""
    return [word for word in words if word in _person_names()]


def _with_plain_digits(text: str) -> str:
    digits = (str(unicodedata.digit(character, character)) for character in fold(text))
    return "".join(digits).translate(_CHINESE_DIGITS)


@cache
def _person_names() -> frozenset[str]:
    """Reading them takes 0.2 s, once a process."""
    with jieba.get_dict_file() as lines:
        entries = (line.decode().split() for line in lines)
        return frozenset(word for word, _, tag in entries if tag in ("nr", "nrt", "nrfg"))
