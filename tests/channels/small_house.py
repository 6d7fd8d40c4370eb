"""A small house at the ports: records in memory, one short journey, and a dialogue that walks through it."""

import asyncio
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from bot.adapters.calendar import EnglandCalendar
from bot.adapters.language import PatternLanguage
from bot.adapters.packs import YamlPolicies
from bot.application.conversation import Button, Reply, Turn
from bot.application.ports import CaseSummary, PastTurn, Standing
from bot.application.world import World
from bot.channels.conversations import ReadButton
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Case, Entry
from bot.safeguarding.errors import CaseNotFoundError, HeardError
from bot.safeguarding.journey import Choice, Journey, Kind, Question, Stage
from bot.safeguarding.policy import Policy
from bot.safeguarding.sources import Source

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PACKS = Path(__file__).parents[2] / "packs"
TOKEN = "a-long-enough-access-token"
KEY = b"k" * 32
SOURCE = Source("example", "1.1")


def question(key: str, stage: str, kind: Kind, text: str, *choices: tuple[str, str], **more: Any) -> Question:
    """A question of the small journey."""
    return Question(key, stage, kind, text, text, "Why.", SOURCE, tuple(Choice(*c) for c in choices), **more)


QUESTIONS = (
    question(
        "opening.mode",
        "opening",
        Kind.CHOICE,
        "What is this about?",
        ("live", "A live case"),
        ("practice", "Practice"),
    ),
    question("opening.danger", "opening", Kind.YES_NO, "Is anyone in danger right now?"),
    question(
        "curiosity.cues",
        "curiosity",
        Kind.CHECKLIST,
        "What did you see?",
        ("glances", "Glances at them"),
        ("soothes", "Soothes"),
    ),
    question(
        "account", "account", Kind.WORDS, "What did they say? Type their words.", voice=Voice.EXACT, many=True
    ),
    question("history.marac_on", "history", Kind.DATE, "When was the last MARAC?"),
    question("history.police_callouts", "history", Kind.NUMBER, "How many call-outs in 12 months?"),
    question("judgement.finding", "judgement", Kind.FINDING, "High risk. 15 of 24 topics are yes (2.4)."),
    question("actions.list", "actions", Kind.ACTIONS, "Tell the DSO first."),
)
USUAL = {Kind.YES_NO: ("yes", "no", "not_known"), Kind.FINDING: ("done",), Kind.ACTIONS: ("done",)}
JOURNEY = Journey(
    tuple(
        Stage(s, s.title(), "", tuple(q for q in QUESTIONS if q.stage == s))
        for s in dict.fromkeys(q.stage for q in QUESTIONS)
    ),
    {},
)


class Clock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/London"))

    def now(self) -> datetime:
        """Where the clock was put."""
        return self.at

    def pass_minutes(self, minutes: int) -> None:
        """Move the clock on."""
        self.at += timedelta(minutes=minutes)


@cache
def small_policy(org: str) -> Policy:
    """An organisation's policy with the small journey in the place of its own."""
    return replace(YamlPolicies(PACKS).policy(org, date(2026, 11, 23)), journey=JOURNEY)


class Policies:
    """Two organisations with the small journey."""

    def organisations(self) -> tuple[str, ...]:
        """The two organisations."""
        return ("dover-dc", "sevenoaks-dc")

    def policy(self, org: str, as_at: date) -> Policy:
        """The small policy of an organisation."""
        return small_policy(org)


@dataclass
class Records:
    """Turns and cases in memory; ``failure`` is raised by every method while it is set."""

    failure: Exception | None = None
    replies: dict[tuple[str, str], Reply] = field(default_factory=dict)
    last: dict[str, Reply] = field(default_factory=dict)
    open: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Case] = field(default_factory=dict)
    turns: list[PastTurn] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)

    def _check(self) -> None:
        if self.failure:
            raise self.failure

    def standing(self, conversation_id: str, message_id: str = "") -> Standing:
        """As the port says."""
        self._check()
        return Standing(
            self.replies.get((conversation_id, message_id)),
            self.last.get(conversation_id),
            self.kept.get(self.open.get(conversation_id, "")),
        )

    def case(self, case_id: str) -> Case:
        """As the port says."""
        self._check()
        if case_id not in self.kept:
            raise CaseNotFoundError("There is no such case.")
        return self.kept[case_id]

    def turns_after(self, conversation_id: str, number: int = 0, case_id: str = "") -> tuple[PastTurn, ...]:
        """As the port says."""
        self._check()
        found, offered = [], {}
        for turn in self.turns:
            own = turn.conversation_id == conversation_id and not turn.reply.case_id
            if own or (case_id and turn.reply.case_id == case_id):
                before = offered.get(turn.conversation_id, ())
                found.append(replace(turn, offered=before))
            offered[turn.conversation_id] = turn.reply.buttons
        return tuple(turn for turn in found if turn.number > number)

    def conversation_of(self, case_id: str) -> str:
        """As the port says."""
        return next((c for c, kept in self.open.items() if kept == case_id), "")

    def cases(self, practitioner: str | None = None) -> list[CaseSummary]:
        """As the port says."""
        self._check()
        kept = [c for c in self.kept.values() if practitioner in (None, c.practitioner)]
        return [
            CaseSummary(
                c.id, c.org, c.practitioner, c.mode, c.status, "opening", c.opened_at, c.entries[-1].at
            )
            for c in reversed(kept)
        ]

    def note(self, action: str, by: str, case_id: str = "", detail: Any = None) -> None:
        """As the port says."""
        self.notes.append((action, by, case_id))

    def resume(self, conversation_id: str, case_id: str) -> None:
        """As the port says."""
        before = next((c for c, kept in self.open.items() if kept == case_id), None)
        self.open[conversation_id] = case_id
        if before:
            self.last[conversation_id] = self.last[before]


class Dialogue:
    """Walks through the small journey: a button or any text answers the open question."""

    def __init__(self, records: Records) -> None:
        self.records, self.turns, self.failure = records, [], None
        self._one_at_a_time = asyncio.Lock()
        self.slow = 0.0

    async def handle(self, turn: Turn, read_button: ReadButton | None = None) -> Reply:
        """As the dialogue does: one at a time, once, record, then reply."""
        async with self._one_at_a_time:
            standing = self.records.standing(turn.conversation_id, turn.message_id)
            if standing.answered:
                return standing.answered
            button = turn.button or (read_button(turn.text, standing.last) if read_button else None)
            taken = replace(turn, text="" if button else turn.text, button=button)
            self.turns.append(taken)
            await asyncio.sleep(self.slow)
            if self.failure:
                raise self.failure
            reply = self._reply(turn.conversation_id, taken)
            self.records.replies[turn.conversation_id, turn.message_id] = reply
            self.records.last[turn.conversation_id] = reply
            self.records.turns.append(self._past(taken, reply))
            return reply

    def _past(self, turn: Turn, reply: Reply) -> PastTurn:
        number = (turn.received_at - EPOCH) // timedelta(microseconds=1)
        return PastTurn(
            number,
            turn.conversation_id,
            turn.message_id,
            turn.practitioner,
            turn.received_at,
            turn.text,
            turn.button,
            reply,
        )

    def _reply(self, conversation: str, turn: Turn) -> Reply:
        last = self.records.last.get(conversation)
        if last is None:
            return self._ask(QUESTIONS[0], "")
        position = next(i for i, q in enumerate(QUESTIONS) if q.id == last.question)
        if (turn.button or {}).get("command"):
            return replace(last, messages=("Noted.", QUESTIONS[position].text))
        self._record(conversation, QUESTIONS[position].id, turn)
        case_id = self.records.open[conversation]
        return self._ask(QUESTIONS[min(position + 1, len(QUESTIONS) - 1)], case_id)

    def _record(self, conversation: str, key: str, turn: Turn) -> None:
        case_id = self.records.open.setdefault(conversation, f"C-{len(self.records.kept) + 1:04}")
        now = turn.received_at
        case = self.records.kept.get(case_id) or Case(case_id, turn.org, turn.practitioner, now, now.date())
        value = (turn.button or {}).get("value") or turn.text
        voice = next(q.voice for q in QUESTIONS if q.id == key) if turn.text else None
        entry = Entry(
            seq=case.next_seq(),
            key=key,
            value=value,
            at=now,
            by=turn.practitioner,
            turn_id=turn.message_id,
            text=turn.text,
            voice=voice,
            speaker="client" if voice else "",
        )
        self.records.kept[case_id] = case.with_entries([entry])

    def _ask(self, asked: Question, case_id: str) -> Reply:
        values = [(c.value, c.label) for c in asked.choices] or [
            (v, v.title()) for v in USUAL.get(asked.kind, ())
        ]
        buttons = tuple(Button(label, payload(asked.id, value)) for value, label in values)
        custom = {"voice": asked.voice.value} if asked.voice else {}
        return Reply((asked.text,), buttons, asked.stage, asked.id, asked.kind.value, case_id, custom)


def payload(question_id: str, value: str) -> str:
    """A button's payload, as the core writes it."""
    return "/answer" + json.dumps({"question": question_id, "value": value})


@dataclass
class House:
    """The joined ports, as far as a channel sees them."""

    clock: Clock = field(default_factory=Clock)
    policies: Policies = field(default_factory=Policies)
    records: Records = field(default_factory=Records)
    settings: Any = None
    broken: Exception | None = None

    def __post_init__(self) -> None:
        self.speaker = Dialogue(self.records)

    @cached_property
    def world(self) -> World:
        """The ports, as one value."""
        return World(
            self.clock,
            EnglandCalendar(),
            self.policies,
            PatternLanguage(small_policy("sevenoaks-dc")),
            self.records,
        )

    async def dialogue(self) -> Dialogue:
        """The dialogue, or why there is none."""
        if self.broken:
            raise self.broken
        return self.speaker

    def documents(self, case_id: str) -> list[Any]:
        """One document to read and one that is locked."""
        one = SimpleNamespace(
            id="case-note", title="Case note", file_name="notes", locked=False, locked_text=""
        )
        two = SimpleNamespace(
            id="marac-referral",
            title="MARAC referral",
            file_name="form",
            locked=True,
            locked_text="Tell the DSO first, and record when.",
        )
        return [one, two]

    def document(
        self, case_id: str, document_id: str, format: str, practitioner: str
    ) -> tuple[bytes, str, str]:
        """The bytes of a document that names its case."""
        kind = {"html": "text/html; charset=utf-8", "docx": "application/octet-stream"}[format]
        return f"<p>{case_id}</p>".encode(), kind, f"notes.{format}"


class BrokenHouseError(HeardError):
    """What a house says that cannot hold a conversation."""
