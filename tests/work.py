"""How much work a call is, counted: the same on every machine and under any load, as a clock never is."""

import cProfile
from collections.abc import Callable
from typing import Any


def calls_of(done: Callable[..., Any], *arguments: Any) -> int:
    """How many functions are called, Python's own and those written in C, while ``done`` runs once."""
    profile = cProfile.Profile()
    profile.enable()
    try:
        done(*arguments)
    finally:
        profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


def grows_with_length_alone(done: Callable[[str], Any], piece: str) -> bool:
    """True where 40,000 characters of ``piece`` repeated are at most twice the work of 20,000.

    A first reading, of 100,000, fills what is remembered between texts. What one call into C does is not counted:
    that it comes back at all is seen by the time limit of every test, and how soon by ``python -m benchmarks.reading``.
    """
    whole = (piece * 100_000)[:100_000]
    done(whole)
    half_work, whole_work = calls_of(done, whole[:20_000]), calls_of(done, whole[:40_000])
    return whole_work <= 2.05 * half_work + 100
