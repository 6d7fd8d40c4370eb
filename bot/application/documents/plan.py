"""The layout of what the client may keep: it says nothing of what was told, or to which organisation.

Notes typed with the plan stay on the case note: nothing can show that they give nothing away.
"""

from bot.application.documents.document import Blocks, Role, line
from bot.application.documents.layout import Ask, Layout, Part
from bot.application.documents.reading import Reading


def _ticked(key: str) -> Ask:
    return Ask(f"plan_{key}", "", lambda r: _list(r, f"plan.{key}"), wide=True)


def _list(reading: Reading, key: str) -> Blocks:
    ticked = reading.case.value(key)
    found = ticked if isinstance(ticked, tuple) else ()
    return tuple(line(reading.label(key, (each,)), Role.BULLET) for each in found) or (
        line("Nothing here yet"),
    )


SAFETY_PLAN = Layout(
    id="safety-plan",
    title="My notes",
    file_name="my-notes",
    client_holds=True,
    parts=(
        Part("Day to day", (_ticked("staying"),)),
        Part("Getting ready", (_ticked("preparing"),)),
        Part("Afterwards", (_ticked("left"),)),
    ),
)
