"""Reading a case for a document: an unanswered field says so; it is never blank and never no."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.application.documents.document import Blocks, Line, Role, line
from bot.application.documents.quoting import said, said_earlier
from bot.application.ports import Language
from bot.safeguarding.answers import Voice
from bot.safeguarding.assessment import Assessment
from bot.safeguarding.case import Case, Entry, Value
from bot.safeguarding.facts import is_grown_up
from bot.safeguarding.journey import Question
from bot.safeguarding.policy import Policy

NOT_ASKED = "Not asked"
GROUPS = {"child": "Child", "perpetrator": "Alleged perpetrator", "housing": "", "consent": "", "sending": ""}
"""Groups of questions, with what a numbered member is called."""
_MARKERS = (".done", ".prompted")
_CHANGE = ".change"
_STATES = {"yes": "Yes", "no": "No", "not_known": "Not known", "not_asked": NOT_ASKED}
_CHANGES = {"slip": "The earlier answer was a slip", "taken_back": "The earlier answer was taken back"}


@dataclass(frozen=True)
class Reading:
    """A case with everything that is needed to say it on paper.

    ``case`` is what holds; ``idle`` are the keys that were answered and count for nothing any more. ``to``
    is the recipient, or empty.
    """

    case: Case
    assessment: Assessment
    policy: Policy
    language: Language
    now: datetime
    to: str = ""
    idle: frozenset[str] = frozenset()

    def value(self, key: str) -> tuple[Line, ...]:
        """What holds under ``key``: the choice's label, a date, the words; or that it was not asked."""
        entry = self.case.current.get(key)
        if entry is None or entry.value is None:
            return (line(NOT_ASKED),)
        if entry.voice is not None and entry.text:
            return self.words(key)
        if isinstance(entry.value, tuple):
            return self._ticked(key, entry.value)
        return (line(self.label(key, entry.value), entry=_typed(entry)),)

    def words(self, key: str, *voices: Voice) -> tuple[Line, ...]:
        """Every entry that holds under ``key`` in ``voices`` (any where none is named), oldest first."""
        wanted = [e for e in self.entries(key) if e.text and (not voices or e.voice in voices)]
        found = tuple(each for entry in wanted for each in said(entry, self.language))
        return found or (line(NOT_ASKED),)

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The entries under ``key`` that hold and count."""
        return () if key in self.idle else self.case.all_entries(key)

    def supporting(self, key: str) -> tuple[Line, ...]:
        """The earlier words that the practitioner confirmed as supporting the answer under ``key``."""
        entry = self.case.current.get(key)
        quotes = entry.quotes if entry else ()
        return tuple(each for piece in quotes for each in said_earlier(self.case, piece, self.language))

    def text(self, key: str) -> str:
        """One line of plain words for ``key``: never the text of an entry with a voice."""
        value = self.case.value(key)
        return NOT_ASKED if value is None else self.label(key, value)

    def label(self, key: str, value: Value) -> str:
        """A value as a person reads it."""
        if isinstance(value, date):
            return f"{value.day} {value:%B %Y}"
        if isinstance(value, tuple):
            return ", ".join(self._choice(key, each) for each in value) or "Nothing ticked"
        return self._choice(key, str(value))

    def members(self, group: str) -> tuple[str, ...]:
        """The members of a group that something was recorded about, in order; grown-up children left out."""
        found = dict.fromkeys(key.split(".")[1] for key in self.case.current if _in_group(key, group))
        facts = {key: e.value for key, e in self.case.current.items() if isinstance(e.value, (int, str))}
        return tuple(sorted((m for m in found if not is_grown_up(facts, group, m)), key=_order))

    def question(self, key: str) -> Question | None:
        """The journey's question that is answered under ``key``."""
        wanted = _question_id(key)
        return next((q for s in self.policy.journey.stages for q in s.questions if q.id == wanted), None)

    def asks(self, question_id: str) -> bool:
        """Whether the policy's journey asks this, or something was recorded under it."""
        recorded = any(_question_id(key) == question_id for key in self.case.current)
        return recorded or self.question(question_id) is not None

    def name_of(self, key: str) -> str:
        """The short name of the question answered under ``key``, after its member where it has one."""
        if key.endswith(_CHANGE):
            return f"{self.name_of(key.removesuffix(_CHANGE))}: why it changed"
        question = self.question(key)
        base = question.label if question and question.label else _in_words(_question_id(key))
        return f"{self._member(key)}: {base}" if _in_any_group(key) else base

    def _member(self, key: str) -> str:
        """The child, the alleged perpetrator, the recipient that a key is about."""
        group, member = key.split(".")[:2]
        fixed = self.policy.journey.groups.get(group)
        named = dict(fixed.members).get(member, "") if fixed else ""
        label = named or f"{GROUPS[group]} {member.replace('_', ' ')}".strip()
        return label[:1].upper() + label[1:]

    def _choice(self, key: str, value: str) -> str:
        question = self.question(key)
        labels = {c.value: c.label for c in question.choices} if question else {}
        labels |= _CHANGES if key.endswith(_CHANGE) else {}
        return (
            labels.get(value)
            or _STATES.get(value)
            or (value.replace("_", " ") if labels else value.strip() and value)
            or NOT_ASKED
        )

    def _ticked(self, key: str, values: tuple[str, ...]) -> tuple[Line, ...]:
        if not values:
            return (line("Nothing ticked"),)
        return tuple(line(self._choice(key, each), Role.BULLET) for each in values)


Fill = Callable[[Reading], Blocks]


def answered(key: str) -> Fill:
    """A field filled with what holds under ``key``."""
    return lambda reading: reading.value(key)


def is_marker(key: str) -> bool:
    """Whether a key holds the conversation's own bookkeeping rather than an answer."""
    return key.endswith(_MARKERS)


def with_labels(reading: Reading, keys: Iterable[tuple[str, str]]) -> tuple[Line, ...]:
    """A line ``label: value`` for each key with a plain answer, and the words in full for the others."""
    found: list[Line] = []
    for label, key in keys:
        entry = reading.case.current.get(key)
        if entry is not None and entry.voice is not None and entry.text:
            found += (line(f"{label}:"), *reading.words(key))
        else:
            found.append(line(f"{label}: {reading.text(key)}", entry=_typed(entry)))
    return tuple(found)


def with_labels_here(reading: Reading, keys: Iterable[tuple[str, str]]) -> tuple[Line, ...]:
    """As ``with_labels``, for the keys that this organisation asks about; nothing where it asks none."""
    return with_labels(reading, ((label, key) for label, key in keys if reading.asks(key)))


def _typed(entry: Entry | None) -> int | None:
    return entry.seq if entry is not None and entry.text and isinstance(entry.value, str) else None


def _in_group(key: str, group: str) -> bool:
    return key.startswith(f"{group}.") and key.count(".") >= 2


def _in_any_group(key: str) -> bool:
    return any(_in_group(key, group) for group in GROUPS)


def _in_words(key: str) -> str:
    return key.replace("_", " ").replace(".", ", ").capitalize()


def _order(member: str) -> tuple[int, str]:
    return (int(member), "") if member.isdigit() else (0, member)


def _question_id(key: str) -> str:
    group, _, rest = key.partition(".")
    _, dot, name = rest.partition(".")
    return f"{group}.{name}" if group in GROUPS and dot else key
