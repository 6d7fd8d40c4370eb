"""What a turn needs of the world, in one value."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TypeVar

from bot.application.ports import Clock, Language, Policies, Records
from bot.safeguarding.policy import Policy
from bot.safeguarding.working_time import Calendar

Thing = TypeVar("Thing")


class Kept:
    """A few things that were worked out lately, the oldest let go of."""

    def __init__(self, most: int = 256) -> None:
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._most, self._lock = most, Lock()

    def get(self, key: Hashable) -> object | None:
        """What was kept under ``key``, or ``None``."""
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: Hashable, thing: Thing) -> Thing:
        """``thing``, kept under ``key``."""
        with self._lock:
            self._kept[key] = thing
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return thing


@dataclass(frozen=True, slots=True)
class World:
    """The ports. ``records`` keeps practice conversations apart from cases."""

    clock: Clock
    calendar: Calendar
    policies: Policies
    language: Language
    records: Records
    facts: Kept = field(default_factory=Kept)

    def policy(self, org: str, as_at: date) -> Policy:
        """The policy of ``org`` as at a date."""
        return self.policies.policy(org, as_at)
