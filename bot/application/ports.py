"""What the application needs of the world."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from bot.application.conversation import Button, Reply, Turn
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Case, Entry
from bot.safeguarding.policy import Policy


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Now, aware, in Europe/London."""


class Policies(Protocol):
    """The packs."""

    def organisations(self) -> tuple[str, ...]:
        """The organisations there are packs for, in alphabetical order."""

    def policy(self, org: str, as_at: date) -> Policy:
        """The policy of ``org`` as at a date. Raises UnknownOrganisationError, PackError."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text touches an item of the instrument: a suggestion, never an answer.

    ``status``: ``present``, ``denied``, ``possible``, ``historical`` or ``other_person``.
    """

    item: int
    start: int
    end: int
    status: str


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Characters ``start`` to ``end`` of a text that tell who or where somebody is.

    ``kind``: ``name``, ``phone``, ``address``, ``postcode``, ``date_of_birth``, ``nhs_number``, ``ni_number``,
    ``email`` or ``plate``.
    """

    kind: str
    start: int
    end: int


class Language(Protocol):
    """What reading a text can tell. Suggestions only."""

    def danger(self, text: str, account: bool = False) -> bool:
        """Whether the text may speak of danger right now; when in doubt, true.

        ``account``: the text was asked for as an account of what happened, which is full of past danger.
        """

    def answer(self, text: str, question: str | None = None) -> str:
        """``yes``, ``no``, ``not_known`` or ``unclear``, read from an answer to a closed question.

        ``question`` is its id (``dash_15``): what a sentence answers depends on what was asked.
        """

    def voice(self, text: str) -> Voice:
        """Whose words the text is: ``EXACT``, ``REPORTED`` or ``OBSERVATION``."""

    def quotations(self, text: str) -> tuple[tuple[int, int], ...]:
        """The spans that stand inside quotation marks, marks left out, in order, not overlapping."""

    def spots(self, text: str) -> tuple[Spot, ...]:
        """Where the text touches items of the instrument."""

    def personal_data(self, text: str) -> tuple[PersonalData, ...]:
        """Where the text holds personal data, in order, not overlapping."""

    def command(self, text: str) -> tuple[str, str] | None:
        """A command typed in words, as its name and its argument (``("change", "4")``), or ``None``."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit on a case. ``due_at`` aware; ``whole_day`` where only its date counts."""

    id: str
    text: str
    owner: str
    starts_at: datetime
    due_at: datetime
    whole_day: bool
    resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral of a case and where it stands: ``drafted``, ``approved``, ``sent``, ``acknowledged``, ``outcome_recorded``."""

    to: str
    status: str
    state: str
    due: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """Everything one turn changes, saved in one transaction.

    ``case`` is the case as it is after the turn, with ``new_entries`` at its end. ``deadlines`` and
    ``referrals`` are the whole lists as they are now; ``events`` are the audit events of the turn, as
    (action, detail) with no word that a person typed.
    """

    case: Case
    new_entries: tuple[Entry, ...]
    deadlines: tuple[Deadline, ...]
    referrals: tuple[Referral, ...]
    events: tuple[tuple[str, Mapping[str, Any]], ...]


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case on a list: nothing on it tells what the disclosure was."""

    id: str
    org: str
    practitioner: str
    mode: str
    status: str
    stage: str
    opened_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a conversation stands.

    ``answered`` is the reply that the message asked about was answered with, where it was answered before;
    ``last`` the last reply; ``case`` the case the conversation is about.
    """

    answered: Reply | None = None
    last: Reply | None = None
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class PastTurn:
    """A turn as it was recorded: what came in and what went out.

    ``number`` grows from turn to turn of a conversation, also where turns in between are gone: microseconds
    since 1970. ``text`` is empty for a button, whose meaning is ``button``; ``offered`` are the buttons that
    stood there when it was said.
    """

    number: int
    conversation_id: str
    message_id: str
    practitioner: str
    at: datetime
    text: str
    button: Mapping[str, str] | None
    reply: Reply
    offered: tuple[Button, ...] = ()


class Records(Protocol):
    """The record. Every method raises RecordError where the store cannot be read or written."""

    def standing(self, conversation_id: str, message_id: str = "") -> Standing:
        """Where the conversation stands, in one read; ``message_id`` is the message that has come."""

    def turns_after(self, conversation_id: str, number: int = 0, case_id: str = "") -> tuple[PastTurn, ...]:
        """The turns with a higher number, in order: those of the case, whichever conversation they were said
        in, and those of the conversation that belong to no case (``case_id`` is empty where there is none).
        """

    def conversation_of(self, case_id: str) -> str:
        """The conversation that a case is open in now, or an empty text."""

    def case(self, case_id: str) -> Case:
        """The whole case. Raises CaseNotFoundError."""

    def save_turn(self, turn: Turn, reply: Reply, change: Change | None) -> None:
        """Record the turn, its reply and all it changes in one transaction, or nothing.

        Raises NotSavedError where nothing was saved, and where ``change.case.version`` is not one more than
        what is stored (another session changed the case).
        """

    def save_change(self, change: Change, by: str) -> None:
        """Record a change that came from outside a conversation (the desk, the command line)."""

    def resume(self, conversation_id: str, case_id: str) -> None:
        """Make ``conversation_id`` the conversation of a paused or interrupted case."""

    def forget(self, conversation_id: str) -> None:
        """Leave the case (if any) as it is and let the conversation start afresh."""

    def cases(self, practitioner: str | None = None) -> Sequence[CaseSummary]:
        """The live cases, newest first; those of one practitioner where named."""

    def deadlines(self, case_id: str) -> tuple[Deadline, ...]:
        """The deadlines of a case."""

    def referrals(self, case_id: str) -> tuple[Referral, ...]:
        """The referrals of a case."""

    def delete(self, case_id: str, by: str) -> None:
        """Delete the case and everything that came with it: turns, tracker, words. The audit line stays."""

    def note(self, action: str, by: str, case_id: str = "", detail: Mapping[str, Any] | None = None) -> None:
        """Add an audit line of its own, such as a document drafted. ``detail`` holds no word that was typed."""

    def exclusively(self, conversation_id: str) -> AbstractContextManager[None]:
        """One turn of a conversation at a time, across threads."""
