"""Times, and how several runs of one measurement are put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import process_time


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure: how many runs, whether with few data or very many, and which servers."""

    runs: int
    quick: bool = False
    full: bool = False
    servers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The median of several runs, and the lowest and highest of them."""

    median: float
    low: float
    high: float

    def shown(self, scale: float = 1, decimals: int = 1) -> str:
        """Return "median (lowest–highest)", each number multiplied by *scale*."""
        mid, low, high = (
            f"{value * scale:,.{decimals}f}" for value in (self.median, self.low, self.high)
        )
        return f"{mid} ({low}–{high})"


def summary(values: Iterable[float]) -> Summary:
    """Return what to print of *values*, one for each run; there is at least one."""
    listed = list(values)
    return Summary(median(listed), min(listed), max(listed))


def ratios(subject: Iterable[float], floor: Iterable[float]) -> Summary:
    """Return how many times its floor *subject* took, run by run."""
    return summary(one / other for one, other in zip(subject, floor, strict=True))


def cpu_seconds(action: Callable[[], object], *, times: int = 1) -> float:
    """Return the processor time that this process spends on one call of *action*."""
    started = process_time()
    for _ in range(times):
        action()
    return (process_time() - started) / times
