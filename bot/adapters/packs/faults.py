"""What is wrong in a pack, said so that a policy owner can put it right."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.safeguarding.errors import PackError


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: where it is, what was found, what is allowed and what to do. ``line`` counts from 1."""

    file: str
    line: int
    found: str
    allowed: str
    do: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: found {self.found}; allowed: {self.allowed}; {self.do}"


class FaultyPackError(PackError):
    """Packs cannot be used. ``faults`` holds every fault found, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))
