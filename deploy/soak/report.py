"""What a soak test has seen, and whether that is good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from deploy.failover.load import SIGNED_OUT, AnswerLog, TimedAnswer

GRACE = 5.0  # seconds for a stop
#: 0: no connection, while there was no portal. A session ends where the clock jumps over half an hour.
_EXPECTED = {200, 503, 0, SIGNED_OUT}


@dataclass(frozen=True)
class FaultPeriod:
    name: str
    began: float
    mended: float


@dataclass
class SoakResult:
    minutes: float
    answers: AnswerLog = field(default_factory=AnswerLog)
    fault_periods: list[FaultPeriod] = field(default_factory=list)
    not_tried: list[str] = field(default_factory=list)
    imported: list[str] = field(default_factory=list)
    failed_imports: int = 0
    memory: list[tuple[float, list[float]]] = field(default_factory=list)
    kept_words: set[str] = field(default_factory=set)
    held_titles: set[str] = field(default_factory=set)
    verification: str = ""
    stopped_after: float = 0.0
    log: str = ""

    @property
    def lost(self) -> list[str]:
        """What was acknowledged and is not there."""
        edits = [words for words in self.answers.edits if words not in self.kept_words]
        return [*edits, *(title for title in self.imported if title not in self.held_titles)]

    @property
    def faults_of_its_own(self) -> list[str]:
        """Tracebacks in the portal's log: an outage is told in a line."""
        return [line for line in self.log.splitlines() if line.startswith("Traceback")]


def pause(answers: Iterable[TimedAnswer], after: float) -> float:
    """Seconds from `after` until a request that began later was answered well."""
    good = (answer.at for answer in answers if answer.status == 200 and answer.at - answer.seconds > after)
    return min(good, default=float("inf")) - after


def report(result: SoakResult) -> int:
    """Print it; returns the exit status."""
    answer_log = result.answers
    reads = Counter(answer.status for answer in answer_log.reads)
    writes = Counter(answer.status for answer in answer_log.writes)
    print(f"\n{result.minutes:g} 分钟，{len(result.fault_periods)} 次故障")
    for line in (*_fault_lines(result), *(f"没有试：{fault}" for fault in result.not_tried)):
        print(f"  {line}")
    slowest = max((answer.seconds for answer in answer_log.reads), default=0.0)
    print(f"读 {sum(reads.values())} 次：{_counts(reads)}，最慢 {slowest:.1f} 秒")
    odd = answer_log.odd
    print(f"保存 {sum(writes.values())} 次：{_counts(writes)}；没有说清的 {len(odd)} 次 {odd[:2]}")
    print(f"导入：成功 {len(result.imported)} 件，失败 {result.failed_imports} 件")
    confirmed = f"确认过的修改 {len(answer_log.edits)} 次、导入 {len(result.imported)} 件"
    print(f"{confirmed}，丢失 {len(result.lost)}：{result.lost[:3]}")
    print(f"每个工作进程的内存（PSS，MB）：{_memory_line(result.memory)}")
    own = len(result.faults_of_its_own)
    print(f"最后的停止用了 {result.stopped_after:.1f} 秒；日志里程序自己的错误 {own} 处")
    print(f"核对：{result.verification}")
    return 0 if is_good(result) else 1


def is_good(result: SoakResult) -> bool:
    answers = {answer.status for answer in (*result.answers.reads, *result.answers.writes)}
    is_told = not result.answers.odd and answers <= _EXPECTED
    is_kept = not result.lost and "没有问题" in result.verification
    return is_told and is_kept and not result.faults_of_its_own and result.stopped_after < GRACE


def _fault_lines(result: SoakResult) -> Iterable[str]:
    """For each kind the longest time from its mending to the next good answer."""
    for name in dict.fromkeys(period.name for period in result.fault_periods):
        periods = [period for period in result.fault_periods if period.name == name]
        reading = max(pause(result.answers.reads, period.mended) for period in periods)
        saving = max(pause(result.answers.writes, period.mended) for period in periods)
        longest = max(period.mended - period.began for period in periods)
        again = f"之后最长 {reading:.1f} 秒又能读，{saving:.1f} 秒又能保存"
        yield f"{name} {len(periods)} 次，每次至多 {longest:.0f} 秒；{again}"


def _memory_line(looks: list[tuple[float, list[float]]]) -> str:
    """The largest at about ten moments."""
    step = max(1, len(looks) // 10)
    return "，".join(f"{at / 60:.0f} 分 {max(sizes):.0f}" for at, sizes in looks[::step] if sizes)


def _counts(counts: Counter) -> str:
    names = {0: "没有连接", SIGNED_OUT: "须重新登录"}
    return "、".join(f"{names.get(status, status)} {number}" for status, number in sorted(counts.items()))
