"""Regions by the names that people call them: 浙江 for 浙江省, 延边 for 延边朝鲜族自治州. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_PEOPLES = (
    "壮|回|维吾尔|蒙古|藏|苗|彝|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|"
    "达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|各"
)
_NAME = re.compile(
    rf"""
    (?P<short>.{{2,}}?)                                      # 延边
    (?:(?:{_PEOPLES})族?)*                                   # 朝鲜族
    (?P<suffix>自治[区州县旗]|[省市盟县旗州]|地区|[新林]?区)  # 自治州
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Region:
    """A province, or a city, prefecture or county in a `province`; that is empty for a province, or unknown.

    `is_ambiguous`: without its suffix the name is a word of its own (日照市).
    """

    name: str
    province: str = ""
    is_ambiguous: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """What it is called, by itself or by its people.

        >>> Region("浙江省").spellings
        ('浙江省', '浙江', '浙江人')
        >>> Region("日照市", "山东省", is_ambiguous=True).spellings
        ('日照市',)
        """
        match = _NAME.fullmatch(self.name)
        if not match:
            return (self.name,)
        short, suffix = match["short"], match["suffix"]
        spellings = [self.name]
        if suffix.startswith("自治"):
            spellings += [f"{short}{suffix}", f"{short}{suffix[-1]}"]
        if not self.is_ambiguous:
            spellings += [short, f"{short}人"]
        return tuple(dict.fromkeys(spellings))


def parse_regions(lines: Iterable[str]) -> Iterator[Region]:
    """The regions of a table: a province a line and what is in it behind a colon, ambiguous ones with `*`.

    # begins a comment.

    >>> [region.name for region in parse_regions(["浙江省：杭州市 日照市*"])]
    ['浙江省', '杭州市', '日照市']
    """
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        province, _, names = line.partition("：")
        yield Region(province.strip())
        for name in names.split():
            yield Region(name.removesuffix("*"), province.strip(), is_ambiguous=name.endswith("*"))
