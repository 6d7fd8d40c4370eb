"""The repeat referral to the conference: the whole referral, and what has changed since the last one (SDC-040)."""

from dataclasses import replace

from bot.application.documents import risk
from bot.application.documents.document import Blocks, line
from bot.application.documents.layout import Ask, Part
from bot.application.documents.quoting import day
from bot.application.documents.reading import Reading
from bot.application.documents.referrals import MARAC


def _reported_on(reading: Reading) -> Blocks:
    """The day of the new report: the window is counted to it."""
    return (line(day(reading.case.opened_at)),)


_SINCE = Part(
    "The last referral, and what is new",
    (
        Ask("heard_before", "Heard at the conference before", "history.marac_before"),
        Ask("last_on", "Last referred or heard on", "history.marac_on"),
        Ask("new_incident", "Anything new since then, reported or not", "history.marac_new_incident"),
        Ask("reported_on", "New report made to us on", _reported_on),
        Ask("last_reference", "Number of the earlier case, and who referred it"),
        Ask("repeat", "Repeat referral", lambda r: risk.REPEAT.field(r).blocks[:1]),
        Ask("incidents", "Earlier incidents", "history.incidents"),
        Ask("done_since", "Already done to keep them safe", "marac.actions_taken"),
    ),
)


def _without_repeat(part: Part) -> Part:
    return replace(part, asks=tuple(ask for ask in part.asks if ask is not risk.REPEAT))


MARAC_REPEAT = replace(
    MARAC,
    id="marac-repeat-referral",
    title="Repeat referral to the multi-agency risk assessment conference (MARAC)",
    file_name="case-form-13",
    instead_of="marac-referral",
    parts=(MARAC.parts[0], _SINCE, *(_without_repeat(part) for part in MARAC.parts[1:])),
)
