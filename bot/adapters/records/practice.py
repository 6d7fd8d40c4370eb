"""Practice kept apart: its conversations live in memory, are few, and are forgotten at their end."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.adapters.keys.ring import PassingKeys
from bot.adapters.records.opening import london_now, open_memory
from bot.adapters.records.store import SqlRecords
from bot.application.conversation import Reply, Turn
from bot.application.ports import CaseSummary, Change, Deadline, PastTurn, Records, Referral, Standing
from bot.safeguarding.case import Case
from bot.safeguarding.errors import CaseNotFoundError

MOST_CONVERSATIONS = 50
ENDED = "ended"


class RecordsWithPractice:
    """``live`` for the record; practice conversations in memory. Together they are one ``Records``.

    A conversation is practice from the turn that opens its case with mode ``practice`` until it is forgotten,
    deleted, or its reply's stage is ``ended``; also when ``most`` newer ones have begun, or the process ends.
    """

    def __init__(
        self, live: Records, now: Callable[[], datetime] = london_now, most: int = MOST_CONVERSATIONS
    ) -> None:
        self._live = live
        self._practice: SqlRecords = open_memory(PassingKeys(), now)
        self._cases: OrderedDict[str, str] = OrderedDict()
        self._most = most

    def standing(self, conversation_id: str, message_id: str = "") -> Standing:
        """Where the conversation stands. A practice one may have been answered before it was one."""
        records = self._of(conversation_id)
        found = records.standing(conversation_id, message_id)
        if records is self._live or found.answered is not None:
            return found
        return replace(found, answered=self._live.standing(conversation_id, message_id).answered)

    def turns_after(self, conversation_id: str, number: int = 0, case_id: str = "") -> tuple[PastTurn, ...]:
        """The turns with a higher number, in order; a practice conversation's with those that led to it."""
        if not (case_id and self._with(case_id) is self._practice):
            return self._live.turns_after(conversation_id, number, case_id)
        before = self._live.turns_after(conversation_id, number)
        return (*before, *self._practice.turns_after(conversation_id, number, case_id))

    def conversation_of(self, case_id: str) -> str:
        """The conversation that a case is open in now, or an empty text."""
        return self._with(case_id).conversation_of(case_id)

    def case(self, case_id: str) -> Case:
        """The whole case. Raises CaseNotFoundError."""
        return self._with(case_id).case(case_id)

    def save_turn(self, turn: Turn, reply: Reply, change: Change | None) -> None:
        """Record the turn where it belongs. Raises NotSavedError."""
        if change is not None and change.case.mode == "practice":
            self._remember(turn.conversation_id, change.case.id)
        records = self._of(turn.conversation_id) if change is None else self._with(change.case.id)
        records.save_turn(turn, reply, change)
        if records is self._practice and reply.stage == ENDED:
            self._end(turn.conversation_id)

    def save_change(self, change: Change, by: str) -> None:
        """Record a change that came from outside a conversation."""
        self._with(change.case.id).save_change(change, by)

    def resume(self, conversation_id: str, case_id: str) -> None:
        """Make ``conversation_id`` the conversation of a paused or interrupted live case."""
        self._end(conversation_id)
        self._live.resume(conversation_id, case_id)

    def forget(self, conversation_id: str) -> None:
        """Leave a live case as it is; end a practice one."""
        self._end(conversation_id)
        self._live.forget(conversation_id)

    def cases(self, practitioner: str | None = None) -> Sequence[CaseSummary]:
        """The live cases, newest first; those of one practitioner where named."""
        return self._live.cases(practitioner)

    def deadlines(self, case_id: str) -> tuple[Deadline, ...]:
        """The deadlines of a case."""
        return self._with(case_id).deadlines(case_id)

    def referrals(self, case_id: str) -> tuple[Referral, ...]:
        """The referrals of a case."""
        return self._with(case_id).referrals(case_id)

    def delete(self, case_id: str, by: str) -> None:
        """Delete the case and everything that came with it."""
        held = [conversation for conversation, case in self._cases.items() if case == case_id]
        for conversation_id in held:
            self._end(conversation_id)
        if not held:
            self._live.delete(case_id, by)

    def note(self, action: str, by: str, case_id: str = "", detail: Mapping[str, Any] | None = None) -> None:
        """Add an audit line where the case is."""
        self._with(case_id).note(action, by, case_id, detail)

    @contextmanager
    def exclusively(self, conversation_id: str) -> Iterator[None]:
        """One turn of a conversation at a time, across threads."""
        with self._live.exclusively(conversation_id):
            yield

    def _of(self, conversation_id: str) -> Records:
        return self._practice if conversation_id in self._cases else self._live

    def _with(self, case_id: str) -> Records:
        return self._practice if case_id in self._cases.values() else self._live

    def _remember(self, conversation_id: str, case_id: str) -> None:
        if self._cases.get(conversation_id, case_id) != case_id:
            self._end(conversation_id)
        self._cases[conversation_id] = case_id
        while len(self._cases) > self._most:
            self._end(next(iter(self._cases)))

    def _end(self, conversation_id: str) -> None:
        case_id = self._cases.pop(conversation_id, None)
        if case_id is None:
            return
        try:
            self._practice.delete(case_id, "practice")
        except CaseNotFoundError:
            self._practice.forget(conversation_id)
