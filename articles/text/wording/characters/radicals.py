"""Radicals and compatibility ideographs → the characters they stand for.

PDF files whose fonts draw one glyph for both give ⼀ (U+2F00, a Kangxi radical) for 一 (U+4E00), ⺠ for
民. They look the same and compare as different. Each is one character and stands for one, so no place moves.
Source: Unicode, EquivalentUnifiedIdeograph.txt and the compatibility decompositions.
"""

import re
import unicodedata

#: CJK Radicals Supplement; Unicode has no decomposition for these.
_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶"
    "⺹⺺⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮"
    "⻯⻰⻱⻲⻳"
)
_OF_RADICALS = (
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒㓁冗羊"
    "耂肀聿肉艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿"
    "竜龙龜亀龟"
)
#: What Unicode gives as 戶, 靑 and 黃 stands for the forms of the mainland (通用规范汉字表) in its documents.
_MAINLAND = {"⼾": "户", "⾭": "青", "⿈": "黄"}
_FOREIGN = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufad9]")
_PLAIN = str.maketrans(
    {
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xF900, 0xFADA)},
        **dict(zip(_RADICALS, _OF_RADICALS, strict=True)),
        **_MAINLAND,
    }
)


def plain_characters(text: str) -> str:
    """`text`, as long as before, with the usual character for each radical and compatibility ideograph.

    >>> plain_characters("⼀、⾼质量发展为了⼈⺠")
    '一、高质量发展为了人民'
    """
    return text.translate(_PLAIN) if _FOREIGN.search(text) else text
