"""What is late and what is due, over all cases, late first. Nothing in it tells of a disclosure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.application import upkeep_log as log
from bot.application.ports import CaseSummary
from bot.application.tasks import standing_of
from bot.application.upkeep import scene_about
from bot.application.upkeep_tasks import Task, tasks_of
from bot.application.world import World
from bot.safeguarding.deadlines import due_at, due_text, is_late
from bot.safeguarding.errors import CaseNotFoundError, PackError, UnknownOrganisationError

STATES = ("late", "excused", "due", "open")


@dataclass(frozen=True, slots=True)
class Item:
    """A task of a case that is not done. ``state``: ``late``, ``excused`` (late, with the reason on record),
    ``due`` (its time is still to come) or ``open`` (the policy gives it no time).
    """

    case_id: str
    org: str
    task: Task
    state: str


@dataclass(frozen=True, slots=True)
class DueList:
    """The items in order, and the organisations whose cases could not be read for want of a pack."""

    items: tuple[Item, ...]
    unknown: tuple[str, ...] = ()


def due_list(world: World, at: datetime, days: int | None = None, org: str | None = None) -> DueList:
    """Every task that is not done, as at ``at`` (aware): late ones, then what falls due within ``days``.

    Without ``days`` nothing is left out. A case that a person has closed has no tasks.
    """
    items: list[Item] = []
    unknown: set[str] = set()
    for summary in world.records.cases():
        if org is None or summary.org == org:
            try:
                items += _items(summary, world, at)
            except (UnknownOrganisationError, PackError):
                unknown.add(summary.org)
            except CaseNotFoundError:
                continue  # deleted since the list was read
    wanted = (item for item in items if days is None or _falls_within(item, at, days, world))
    return DueList(tuple(sorted(wanted, key=lambda item: _order(item, world))), tuple(sorted(unknown)))


def as_json(item: Item) -> dict[str, Any]:
    """The item as ``heard cases due --json`` gives it."""
    task = item.task
    source = task.source
    return {
        "case": item.case_id,
        "org": item.org,
        "task": task.id,
        "state": item.state,
        "due": due_text(task.due),
        "owner": task.owner,
        "what_to_do": task.when_missed if item.state in ("late", "open") else "",
        "reason": task.excuse if item.state == "excused" else "",
        "source": {"document": source.document, "paragraph": source.paragraph} if source else {},
    }


def _items(summary: CaseSummary, world: World, at: datetime) -> Iterator[Item]:
    case = world.records.case(summary.id)
    if log.is_closed(case):
        return
    scene = scene_about(case, world, case.practitioner, at)
    for task in tasks_of(standing_of(scene)):
        if task.done_at is None:
            yield Item(case.id, case.org, task, _state(task, at, world))


def _state(task: Task, at: datetime, world: World) -> str:
    if task.due is None:
        return "open"
    if not is_late(task.due, at, world.calendar):
        return "due"
    return "excused" if task.excuse else "late"


def _falls_within(item: Item, at: datetime, days: int, world: World) -> bool:
    if item.task.due is None:
        return True
    last = at.astimezone(world.calendar.zone).date() + timedelta(days=days)
    return due_at(item.task.due, world.calendar).astimezone(world.calendar.zone).date() <= last


def _order(item: Item, world: World) -> tuple[int, datetime, str, str]:
    moment = due_at(item.task.due, world.calendar) if item.task.due else item.task.starts_at
    return STATES.index(item.state), moment, item.case_id, item.task.id
