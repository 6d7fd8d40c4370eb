"""The case: an append-only list of what was recorded, and the view of it that holds now.

Nothing is edited. A changed answer is a new entry under the same key, so the history is the list itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

from bot.safeguarding.answers import Answer, Voice

Value = str | int | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Slice:
    """Characters ``start`` to ``end`` of the text of the entry numbered ``entry``."""

    entry: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was recorded.

    ``seq`` counts from 1 within the case. ``key`` is the question's key (``dash_15``, ``child.2.age``,
    ``account``). ``value`` is the answer in its normal form: a choice's value, an int, a date, the ticked
    values of a checklist, or the text itself. ``text`` is what was typed, byte for byte (empty for a
    button). ``voice`` says whose words ``text`` is; ``None`` for closed questions. ``speaker`` says who
    said it (``client``, ``child``, ``third_party``, ...). ``at`` is aware. ``replaces`` names an earlier
    entry of the same key that this one corrects, where a key holds many entries. ``quotes`` are slices of
    earlier entries that the practitioner confirmed as supporting this answer. ``withdrawn`` entries stay in
    the record and count for nothing.
    """

    seq: int
    key: str
    value: Value
    at: datetime
    by: str
    turn_id: str
    text: str = ""
    voice: Voice | None = None
    speaker: str = ""
    replaces: int | None = None
    quotes: tuple[Slice, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One disclosure's record. ``entries`` in the order in which they were recorded.

    ``focus`` is the key of a question that the practitioner asked to see again (``back``, ``change``), or
    ``None``. ``danger_open`` is true while "is anyone in danger right now?" waits for an answer.
    ``policy_on`` is the date as at which the policy is read. ``status``: ``open``, ``paused``, ``closed``.
    """

    id: str
    org: str
    practitioner: str
    opened_at: datetime
    policy_on: date
    mode: str = "live"
    status: str = "open"
    focus: str | None = None
    danger_open: bool = False
    version: int = 0
    entries: tuple[Entry, ...] = ()
    current: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))

    def with_entries(self, new: Iterable[Entry]) -> "Case":
        """The case with ``new`` recorded after everything else; nothing that was recorded is lost."""
        added = tuple(new)
        current = dict(self.current)
        for entry in added:
            if entry.withdrawn:
                current.pop(entry.key, None)
            else:
                current[entry.key] = entry
        return replace(self, entries=self.entries + added, current=MappingProxyType(current))

    def next_seq(self) -> int:
        """The number the next entry will carry."""
        return len(self.entries) + 1

    def value(self, key: str) -> Value:
        """What holds now under ``key``, or ``None`` where nothing was recorded."""
        entry = self.current.get(key)
        return entry.value if entry else None

    def answer(self, key: str) -> Answer:
        """The state of a closed question: ``NOT_ASKED`` where nothing was recorded."""
        value = self.value(key)
        return Answer(value) if isinstance(value, str) and value in _ANSWERS else Answer.NOT_ASKED

    def all_entries(self, key: str) -> tuple[Entry, ...]:
        """Every entry under ``key`` that holds now, oldest first: replaced and withdrawn ones left out."""
        held = [e for e in self.entries if e.key == key]
        gone = {e.replaces for e in held if e.replaces is not None}
        return tuple(e for e in held if not e.withdrawn and e.seq not in gone)

    def history(self, key: str) -> tuple[Entry, ...]:
        """Every entry ever recorded under ``key``, oldest first."""
        return tuple(e for e in self.entries if e.key == key)

    def quoted(self, piece: Slice) -> str:
        """The recorded characters that ``piece`` names."""
        return self.entries[piece.entry - 1].text[piece.start : piece.end]


_ANSWERS = frozenset(Answer)
