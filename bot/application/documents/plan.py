"""The layout of what the client may keep: it says nothing of what was told, or to which organisation.

Notes typed with the plan, and steps whose wording would give the disclosure away to whoever finds the sheet,
stay on the case note: the practitioner goes through those aloud.
"""

import re

from bot.application.documents.document import Blocks, Role, line
from bot.application.documents.layout import Ask, Layout, Part
from bot.application.documents.reading import Reading

_STEPS = ("plan.staying", "plan.preparing", "plan.left")
_TELLING = re.compile(
    r"abus|violen|perpetrator|victim|survivor|injur|refuge|specialist|in secret|in a row|building up"
    r"|other person|council|police|injunction|order|child handover",
    re.IGNORECASE,
)


def _steps(reading: Reading) -> Blocks:
    """The steps the client chose, without those that tell of the disclosure."""
    chosen = [(key, step) for key in _STEPS for step in _ticked(reading, key)]
    said = dict.fromkeys(reading.label(key, (step,)) for key, step in chosen)
    found = tuple(line(label, Role.BULLET) for label in said if not _TELLING.search(label))
    return found or (line("Nothing here yet"),)


def _ticked(reading: Reading, key: str) -> tuple[str, ...]:
    value = reading.case.value(key)
    return value if isinstance(value, tuple) else ()


SAFETY_PLAN = Layout(
    id="safety-plan",
    title="My notes",
    file_name="my-notes",
    client_holds=True,
    parts=(Part("Things to remember", (Ask("steps", "", _steps, wide=True),)),),
)
