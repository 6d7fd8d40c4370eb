"""Cases for the tests of upkeep: written into a real record, under real packs, at a time of the test's choice."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from bot.adapters.calendar import LONDON
from bot.application.ports import Change
from bot.application.tasks import standing_of
from bot.application.upkeep import Upkeep, scene_about, scene_of
from bot.application.upkeep_due import Item, due_list
from bot.application.upkeep_tasks import Task, tasks_of
from bot.bootstrap import House
from bot.safeguarding.case import Case, Entry, Value

NOT_HIGH: dict[str, Value] = {f"dash_{n}": "no" for n in range(1, 25)}
"""A whole Dash without a yes."""
HIGH = NOT_HIGH | {"dash_15": "yes"}
PLAIN: dict[str, Value] = {
    "opening.mode": "live",
    "opening.source": "self",
    "opening.danger": "no",
    "children.any": "no",
    "judgement.finding": "done",
}
_NUMBERS = count(1)


def at(text: str) -> datetime:
    """A local time in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@dataclass(frozen=True)
class Kept:
    """A case in the record, and what can be asked about it."""

    house: House
    case_id: str

    def by(self, now: str | None = None) -> Upkeep:
        """Someone who records, at ``now`` where it is given."""
        if now is not None:
            self.house.__dict__["clock"].at = at(now)
        return Upkeep(self.house.world, self.case_id, "desk")

    @property
    def case(self) -> Case:
        """The case as it is stored."""
        return self.house.records.case(self.case_id)

    @property
    def level(self) -> str:
        """The risk level that is found for it now."""
        return scene_of(self.by()).facts.assessment.level

    def tasks(self, now: str = "2026-11-23T12:00") -> dict[str, Task]:
        """Its tasks by id."""
        scene = scene_about(self.case, self.house.world, "desk", at(now))
        return {task.id: task for task in tasks_of(standing_of(scene))}

    def open_tasks(self) -> set[str]:
        """The ids of those that are not done."""
        return {name for name, task in self.tasks().items() if task.done_at is None}

    def listed(self, now: str, days: int | None = None) -> dict[str, Item]:
        """What the list of due tasks has of it at ``now``, by task."""
        found = due_list(self.house.world, at(now), days)
        return {item.task.id: item for item in found.items if item.case_id == self.case_id}


def open_case(
    house: House,
    org: str,
    answers: Mapping[str, Value],
    opened: str = "2026-11-23T10:00",
    danger_open: bool = False,
) -> Kept:
    """A case of ``org`` with ``answers`` (on top of ``PLAIN``), recorded at ``opened``."""
    moment = at(opened)
    house.__dict__["clock"].at = moment
    case = Case(
        f"case-{next(_NUMBERS)}", org, "practitioner-1", moment, moment.date(), danger_open=danger_open
    )
    entries = tuple(
        Entry(seq, key, value, moment, "practitioner-1", "m1")
        for seq, (key, value) in enumerate((PLAIN | dict(answers)).items(), 1)
    )
    whole = replace(case.with_entries(entries), version=1)
    house.store.records.save_change(Change(whole, entries, (), (), (("case_opened", {}),)), "practitioner-1")
    return Kept(house, case.id)
