"""What is known of when: days that were given as days, what is due, and what was told without a day.

No day is worked out. What was told stands in the words in which it was told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bot.application.incidents import Incident, holding_entries, incidents_of, times_in
from bot.application.scene import Scene
from bot.application.upkeep_log import FOLLOW_UP
from bot.application.upkeep_tasks import Task
from bot.safeguarding.case import Case, Entry
from bot.safeguarding.journey import Kind
from bot.safeguarding.progress import Asked, asked_of

ACCOUNT, EARLIER_DASH, CALL_OUTS = "account", "history.recent_dash", "history.police_callouts"
RECORDED, BABY, DUE = "recorded", "baby_due", "due_day"
_BABY = ("dash_9.due", "children.unborn_due")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something with its day, or with ``None`` where none was given.

    ``label`` says what it is: ``recorded``, ``baby_due``, ``due_day``, the name of the question that asked for
    the day, or the words for a time that is no day. ``entry`` is where it was said.
    """

    on: date | None
    label: str
    text: str = ""
    entry: Entry | None = None


def timeline_of(scene: Scene, undone: list[Task]) -> tuple[tuple[date | None, tuple[Moment, ...]], ...]:
    """Each day with its moments, the earliest first; last, under ``None``, what has no day."""
    told = list(_told(scene.case))
    known = [
        *_recorded(scene),
        *_given(scene),
        *_earlier_dash(scene),
        *_due(undone),
        *told,
        *_call_outs(scene),
    ]
    dated = sorted((m for m in known if m.on), key=lambda m: m.on or date.min)
    days = tuple((on, tuple(moments)) for on, moments in groupby(dated, lambda m: m.on))
    undated = tuple(m for m in known if m.on is None)
    return (*days, (None, undated)) if undated else days


def _recorded(scene: Scene) -> Iterator[Moment]:
    """The days on which the account was written down here; it may have been told before."""
    zone = scene.world.calendar.zone
    days = {e.at.astimezone(zone).date(): e for e in reversed(scene.case.all_entries(ACCOUNT)) if e.text}
    for on, first in sorted(days.items()):
        yield Moment(on, RECORDED, entry=first)


def _given(scene: Scene) -> Iterator[Moment]:
    """The answers to questions for a date; a birthday is no event, and the next contact is among what is due."""
    for asked in asked_of(scene.case, scene.policy.journey, scene.facts):
        entry = scene.case.current.get(asked.key)
        is_day = entry is not None and isinstance(entry.value, date) and asked.question.kind is Kind.DATE
        if entry and is_day and asked.key != FOLLOW_UP and not asked.key.endswith("born_on"):
            yield Moment(_day(entry.value), _name(asked), entry=entry)


def _name(asked: Asked) -> str:
    if asked.key in _BABY:
        return BABY
    return f"{asked.member_label}: {asked.question.label}" if asked.member else asked.question.label


def _earlier_dash(scene: Scene) -> Iterator[Moment]:
    """The Dash that somebody else did, where its answer names a time."""
    entry = scene.case.current.get(f"{EARLIER_DASH}_from")
    if entry and scene.case.value(EARLIER_DASH) == "yes":
        label = scene.policy.journey.by_id[EARLIER_DASH].label
        yield from (Moment(time.on, label, entry.text, entry) for time in times_in(entry)[:1])


def _due(undone: list[Task]) -> Iterator[Moment]:
    for task in undone:
        if task.due is not None:
            yield Moment(_day(task.due), DUE, task.text)


def _call_outs(scene: Scene) -> Iterator[Moment]:
    """How often the police came: they have no days, and are not left out for that."""
    entry = scene.case.current.get(CALL_OUTS)
    if entry and isinstance(entry.value, int) and entry.value > 0:
        yield Moment(None, scene.policy.journey.by_id[CALL_OUTS].label, str(entry.value), entry)


def _told(case: Case) -> Iterator[Moment]:
    """What was told: under each whole date that its words name, else once without one."""
    found = incidents_of(case)
    for entry in holding_entries(case):
        own = [incident for incident in found if incident.seq == entry.seq]
        yield from (Moment(i.on, "", entry.text, entry) for i in own if i.on)
        if all(i.on is None for i in own) and (own or entry.key == ACCOUNT):
            yield Moment(None, ", ".join(filter(None, map(_over, own))), entry.text, entry)


def _over(incident: Incident) -> str:
    return "" if incident.words == incident.text else incident.words


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
