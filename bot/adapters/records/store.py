"""``SqlRecords``: the record, as the application's port asks for it."""

import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select

from bot.adapters.records import audit, deletion, turn_rows
from bot.adapters.records.case_rows import Held, read_case, read_held, summary
from bot.adapters.records.coding import reply_of, said_of, time_of, time_text
from bot.adapters.records.database import Database
from bot.adapters.records.faults import NOTHING_SAVED
from bot.adapters.records.live_cases import LiveCases
from bot.adapters.records.saving import save_case
from bot.adapters.records.schema import CASES, CONVERSATIONS
from bot.adapters.records.vault import Vault
from bot.application.conversation import Button, Reply, Turn
from bot.application.ports import CaseSummary, Change, Deadline, PastTurn, Referral, Standing
from bot.safeguarding.case import Case
from bot.safeguarding.errors import CaseNotFoundError, NotSavedError

_VERSION = select(CASES.c.id, CASES.c.version).where(CASES.c.id == bindparam("case_id"))


class SqlRecords:
    """The record in ``database``. Several threads may use it, and several processes one database."""

    def __init__(
        self, database: Database, vault: Vault, now: Callable[[], datetime], takes_practice: bool = False
    ) -> None:
        self.database = database
        self.vault = vault
        self._now = now
        self._takes_practice = takes_practice
        self._live = LiveCases()
        self._choosing = threading.Lock()
        self._turns: weakref.WeakValueDictionary[str, _Turnstile] = weakref.WeakValueDictionary()

    def standing(self, conversation_id: str, message_id: str = "") -> Standing:
        """Where the conversation stands, in one read transaction."""
        with self.database.reading() as connection:
            place = turn_rows.whereabouts(connection, conversation_id, message_id)
            if place.answered:
                return Standing(answered=self._reply(connection, conversation_id, message_id))
            last = place.last_message_id
            return Standing(
                last=self._reply(connection, conversation_id, last) if last else None,
                case=self._held(connection, place.case_id, place.version).case
                if place.case_id and place.version
                else None,
            )

    def turns_after(self, conversation_id: str, number: int = 0, case_id: str = "") -> tuple[PastTurn, ...]:
        """The turns with a higher number, in order: those of the case, and the conversation's without a case."""
        with self.database.reading() as connection:
            before, rows = turn_rows.rows_after(connection, conversation_id, case_id, number)
            offered = self._past(connection, before, ()).reply.buttons if before and rows else ()
            found: list[PastTurn] = []
            for row in rows:
                found.append(self._past(connection, row, found[-1].reply.buttons if found else offered))
            return tuple(found)

    def conversation_of(self, case_id: str) -> str:
        """The conversation that a case is open in now, or an empty text."""
        with self.database.reading() as connection:
            return turn_rows.conversation_of(connection, case_id)

    def case(self, case_id: str) -> Case:
        """The whole case. Raises CaseNotFoundError."""
        with self.database.reading() as connection:
            return self._stored(connection, case_id).case

    def save_turn(self, turn: Turn, reply: Reply, change: Change | None) -> None:
        """Record the turn, its reply and all it changes in one transaction, or nothing.

        A turn that was recorded before is left as it was. Raises NotSavedError where nothing was saved, and
        where ``change.case.version`` is not one more than what is stored (another session changed the case).
        """
        self._refuse_practice(change)
        held = None
        with self.database.writing() as connection:
            place = turn_rows.whereabouts(connection, turn.conversation_id, turn.message_id)
            if place.answered:
                return
            key_id, case_id = place.key_id, place.case_id
            if change is not None:
                held = self._save_case(connection, change, turn.practitioner, place, reply.stage)
                key_id, case_id = held.key_id, held.case.id
            self._save_words(
                connection, turn, reply, place.known, case_id, key_id or self.vault.new(connection)
            )
        if held is not None:
            self._live.keep(held)

    def save_change(self, change: Change, by: str) -> None:
        """Record a change that came from outside a conversation (the desk, the command line)."""
        self._refuse_practice(change)
        with self.database.writing() as connection:
            held = self._save_case(connection, change, by)
        self._live.keep(held)

    def resume(self, conversation_id: str, case_id: str) -> None:
        """Make ``conversation_id`` the conversation of a paused or interrupted case; others let go."""
        with self.database.writing() as connection:
            held = self._stored(connection, case_id)
            place = turn_rows.whereabouts(connection, conversation_id)
            others = (CONVERSATIONS.c.case_id == case_id, CONVERSATIONS.c.id != conversation_id)
            turn_rows.release(connection, *others)
            if place.case_id == case_id:
                return
            now = self._now()
            turn_rows.go_on(
                connection, conversation_id, place.known, now, case_id, held.key_id, None, held.stage
            )
            audit.append(connection, [audit.Event("resumed", held.case.practitioner, case_id)], now)

    def forget(self, conversation_id: str) -> None:
        """Leave the case (if any) as it is and let the conversation start afresh."""
        with self.database.writing() as connection:
            deletion.forget_conversation(connection, self.vault, conversation_id)

    def cases(self, practitioner: str | None = None) -> Sequence[CaseSummary]:
        """The live cases, newest first; those of one practitioner where named."""
        query = select(CASES).order_by(CASES.c.opened_at.desc(), CASES.c.id)
        if practitioner is not None:
            query = query.where(CASES.c.practitioner == practitioner)
        with self.database.reading() as connection:
            return tuple(summary(row) for row in connection.execute(query))

    def deadlines(self, case_id: str) -> tuple[Deadline, ...]:
        """The deadlines of a case."""
        with self.database.reading() as connection:
            return self._stored(connection, case_id).deadlines

    def referrals(self, case_id: str) -> tuple[Referral, ...]:
        """The referrals of a case."""
        with self.database.reading() as connection:
            return self._stored(connection, case_id).referrals

    def delete(self, case_id: str, by: str) -> None:
        """Delete the case and everything that came with it: turns, tracker, words. The audit line stays."""
        self._end([case_id], by, "deleted", {})

    def purge(self, now: datetime, months_by_org: Mapping[str, int], by: str) -> tuple[str, ...]:
        """Delete the closed cases that were kept as long as their organisation keeps them; their ids.

        ``months_by_org`` is the retention in calendar months from the day a case was closed. A case of an
        organisation that is not named is kept.
        """
        with self.database.reading() as connection:
            due = deletion.past_retention(connection, now, months_by_org)
        if due:
            self._end(due, by, "purged", {"months": dict(months_by_org)})
        return tuple(due)

    def expire_conversations(self, idle: timedelta) -> int:
        """End the conversations without a message for ``idle``; how many.

        A case that was open in one is paused and can be resumed; words that belong to no case are destroyed.
        """
        now = self._now()
        with self.database.writing() as connection:
            ended, paused = deletion.expire(connection, self.vault, time_text(now - idle), now)
        for case_id in paused:
            self._live.drop(case_id)
        if ended:
            self.database.wipe_log()
        return ended

    def note(self, action: str, by: str, case_id: str = "", detail: Mapping[str, Any] | None = None) -> None:
        """Add an audit line of its own, such as an export. ``detail`` holds no word that a person typed."""
        with self.database.writing() as connection:
            audit.append(connection, [audit.Event(action, by, case_id, detail or {})], self._now())

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the audit chain and the entries it vouches for; empty when all is sound."""
        with self.database.reading() as connection:
            return audit.verify(connection)

    @contextmanager
    def exclusively(self, conversation_id: str) -> Iterator[None]:
        """One turn of a conversation at a time, across threads."""
        with self._choosing:
            turnstile = self._turns.get(conversation_id) or _Turnstile()
            self._turns[conversation_id] = turnstile
        with turnstile.lock:
            yield

    def _end(self, case_ids: Sequence[str], by: str, action: str, detail: Mapping[str, Any]) -> None:
        with self.database.writing() as connection:
            for case_id in case_ids:
                deletion.delete_case(connection, self.vault, case_id)
            lines = [audit.Event(action, by, case_id, detail) for case_id in case_ids]
            audit.append(connection, lines, self._now())
        for case_id in case_ids:
            self._live.drop(case_id)
        self.database.wipe_log()

    def _save_words(
        self, connection: Connection, turn: Turn, reply: Reply, known: bool, case_id: str | None, key_id: str
    ) -> None:
        key = self.vault.key(connection, key_id)
        turn_rows.add_turn(connection, turn, reply, case_id, key_id, key)
        turn_rows.go_on(
            connection,
            turn.conversation_id,
            known,
            self._now(),
            case_id,
            key_id,
            turn.message_id,
            reply.stage,
        )

    def _save_case(
        self,
        connection: Connection,
        change: Change,
        by: str,
        place: turn_rows.Whereabouts | None = None,
        stage: str | None = None,
    ) -> Held:
        before = self._before(connection, change.case)
        if before is None:
            key_id = place.key_id if place and not place.case_id else None
            before = Held(change.case, key_id or self.vault.new(connection), "opening", None, (), ())
        before = before if stage is None else replace(before, stage=stage)
        return save_case(
            connection, self.vault.key(connection, before.key_id), before, change, by, self._now()
        )

    def _before(self, connection: Connection, case: Case) -> Held | None:
        if case.version == 1:
            return None
        held = self._live.at_version(case.id, case.version - 1)
        try:
            return held or self._stored(connection, case.id)
        except CaseNotFoundError:
            raise NotSavedError(f"{NOTHING_SAVED} This case was deleted in the meantime.") from None

    def _stored(self, connection: Connection, case_id: str) -> Held:
        row = connection.execute(_VERSION, {"case_id": case_id}).first()
        if row is None:
            raise CaseNotFoundError(
                "There is no case with this number. `heard cases list` shows the cases there are."
            )
        return self._held(connection, row.id, row.version)

    def _held(self, connection: Connection, case_id: str, version: int) -> Held:
        held = self._live.at_version(case_id, version)
        if held is None:
            row = read_case(connection, case_id)
            held = read_held(connection, row, self.vault.key(connection, row.key_id))
            self._live.keep(held)
        return held

    def _reply(self, connection: Connection, conversation_id: str, message_id: str) -> Reply | None:
        row = turn_rows.turn_row(connection, conversation_id, message_id)
        if row is None:
            return None
        key = self.vault.key(connection, row.key_id)
        return reply_of(key.open(row.sealed, turn_rows.turn_place(row._mapping)))

    def _past(self, connection: Connection, row: Any, offered: tuple[Button, ...]) -> PastTurn:
        key = self.vault.key(connection, row.key_id)
        text, button, reply = said_of(key.open(row.sealed, turn_rows.turn_place(row._mapping)))
        return PastTurn(
            number=turn_rows.number_of(row),
            conversation_id=row.conversation_id,
            message_id=row.message_id,
            practitioner=row.practitioner,
            at=time_of(row.received_at),
            text=text,
            button=button,
            reply=reply,
            offered=offered,
        )

    def _refuse_practice(self, change: Change | None) -> None:
        if change is not None and change.case.mode == "practice" and not self._takes_practice:
            raise NotSavedError("A practice conversation is never saved among the cases.")


class _Turnstile:
    def __init__(self) -> None:
        self.lock = threading.Lock()
