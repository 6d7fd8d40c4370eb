"""Who is at the screen, and which cases they may see."""

from dataclasses import dataclass
from enum import StrEnum

from bot.application.ports import CaseSummary
from bot.safeguarding.case import Case


class Role(StrEnum):
    """What a person is in their organisation."""

    PRACTITIONER = "practitioner"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in. ``id`` is what the record calls them; ``name`` is for the screen."""

    id: str
    name: str
    org: str
    role: Role = Role.PRACTITIONER


def owns(person: Person, case: Case | CaseSummary) -> bool:
    """Whether the case is this person's own: recorded by them, in their organisation."""
    return bool(person.id) and (case.practitioner, case.org) == (person.id, person.org)


def may_see(person: Person, case: Case | CaseSummary) -> bool:
    """Whether this person may read the case: their own, or as a lead any live case of their organisation."""
    leads = person.role is Role.LEAD and case.org == person.org and case.mode != "practice"
    return owns(person, case) or leads
