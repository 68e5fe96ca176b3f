"""A regulation as it stood at three times, and its import."""

from datetime import date, timedelta

from articles.importing.batch import import_files

TITLE = "滨江市节水条例"
MADE = "2015年3月1日滨江市人民代表大会常务委员会第一次会议通过"


def text(*amended: str, meters: str = "水表", further: str = "", force: str = "2015年5月1日") -> str:
    """The regulation as amended on these days."""
    changes = "".join(f"　根据{day}滨江市人民代表大会常务委员会《决定》修正" for day in amended)
    return (
        f"{TITLE}\n（{MADE}{changes}）\n第一条 为了节约用水，制定本条例。\n"
        f"第二条 用水单位应当依照第一条安装{meters}。\n{further}"
        f"第三条 本条例自{force}起施行。\n"
    )


ORIGINAL = text()
IN_2021 = text("2021年6月1日", meters="智能水表", further="第二条之一 旧条。\n")
IN_2023 = text("2021年6月1日", "2023年9月1日", meters="智能水表，每年检定")


def day_ahead(days: int) -> str:
    day = date.today() + timedelta(days=days)
    return f"{day.year}年{day.month}月{day.day}日"


def outcome_of(folder, words: str, name: str = "a.txt"):
    path = folder / name
    path.write_text(words, "utf-8")
    return next(import_files([path]))
