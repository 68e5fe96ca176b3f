"""What a soak test has seen, and whether that is good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from deploy.failover.load import SIGNED_OUT, Answered, Told

GRACE = 5.0  # seconds for a stop
#: 0: no connection, while there was no portal. A session ends where the clock jumps over half an hour.
_EXPECTED = {200, 503, 0, SIGNED_OUT}


@dataclass(frozen=True)
class Broken:
    name: str
    began: float
    mended: float


@dataclass
class Soaked:
    minutes: float
    told: Told = field(default_factory=Told)
    broken: list[Broken] = field(default_factory=list)
    not_tried: list[str] = field(default_factory=list)
    imported: list[str] = field(default_factory=list)
    failed_imports: int = 0
    memory: list[tuple[float, list[float]]] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    verification: str = ""
    stopped_after: float = 0.0
    log: str = ""

    @property
    def lost(self) -> list[str]:
        """What was acknowledged and is not there."""
        edits = [words for words in self.told.edits if words not in self.kept]
        return [*edits, *(title for title in self.imported if title not in self.held)]

    @property
    def faults_of_its_own(self) -> list[str]:
        """Tracebacks in the portal's log: an outage is told in a line."""
        return [line for line in self.log.splitlines() if line.startswith("Traceback")]


def pause(answers: Iterable[Answered], after: float) -> float:
    """Seconds from `after` until a request that began later was answered well."""
    good = (each.at for each in answers if each.status == 200 and each.at - each.seconds > after)
    return min(good, default=float("inf")) - after


def report(soaked: Soaked) -> int:
    """Print it; returns the exit status."""
    told = soaked.told
    reads, writes = Counter(each.status for each in told.reads), Counter(each.status for each in told.writes)
    print(f"\n{soaked.minutes:g} 分钟，{len(soaked.broken)} 次故障")
    for line in (*_of_faults(soaked), *(f"没有试：{each}" for each in soaked.not_tried)):
        print(f"  {line}")
    slowest = max((each.seconds for each in told.reads), default=0.0)
    print(f"读 {sum(reads.values())} 次：{_counts(reads)}，最慢 {slowest:.1f} 秒")
    print(f"保存 {sum(writes.values())} 次：{_counts(writes)}；没有说清的 {len(told.odd)} 次 {told.odd[:2]}")
    print(f"导入：成功 {len(soaked.imported)} 件，失败 {soaked.failed_imports} 件")
    confirmed = f"确认过的修改 {len(told.edits)} 次、导入 {len(soaked.imported)} 件"
    print(f"{confirmed}，丢失 {len(soaked.lost)}：{soaked.lost[:3]}")
    print(f"每个工作进程的内存（PSS，MB）：{_of_memory(soaked.memory)}")
    own = len(soaked.faults_of_its_own)
    print(f"最后的停止用了 {soaked.stopped_after:.1f} 秒；日志里程序自己的错误 {own} 处")
    print(f"核对：{soaked.verification}")
    return 0 if is_good(soaked) else 1


def is_good(soaked: Soaked) -> bool:
    answers = {each.status for each in (*soaked.told.reads, *soaked.told.writes)}
    is_told = not soaked.told.odd and answers <= _EXPECTED
    is_kept = not soaked.lost and "没有问题" in soaked.verification
    return is_told and is_kept and not soaked.faults_of_its_own and soaked.stopped_after < GRACE


def _of_faults(soaked: Soaked) -> Iterable[str]:
    """For each kind the longest time from its mending to the next good answer."""
    for name in dict.fromkeys(each.name for each in soaked.broken):
        ones = [each for each in soaked.broken if each.name == name]
        reading = max(pause(soaked.told.reads, each.mended) for each in ones)
        saving = max(pause(soaked.told.writes, each.mended) for each in ones)
        broken = max(each.mended - each.began for each in ones)
        again = f"之后最长 {reading:.1f} 秒又能读，{saving:.1f} 秒又能保存"
        yield f"{name} {len(ones)} 次，每次至多 {broken:.0f} 秒；{again}"


def _of_memory(looks: list[tuple[float, list[float]]]) -> str:
    """The largest at about ten moments."""
    step = max(1, len(looks) // 10)
    return "，".join(f"{at / 60:.0f} 分 {max(sizes):.0f}" for at, sizes in looks[::step] if sizes)


def _counts(counted: Counter) -> str:
    names = {0: "没有连接", SIGNED_OUT: "须重新登录"}
    return "、".join(f"{names.get(status, status)} {number}" for status, number in sorted(counted.items()))
