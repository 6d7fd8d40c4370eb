"""What was said to have happened when: each with the words for the time, and a date where they name a whole one.

Nothing is worked out: "on Tuesday" has no date here, and neither has a day without its year, nor a date whose
weekday is another one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Case, Entry

_WHEN = ".when"
_TOLD = ("account", "account.seen")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = rf"(?:{'|'.join(_DAYS)})"
_PART = r"(?: (?:morning|afternoon|evening|night))?"
_TIMES = re.compile(
    rf"(?<!\w)(?:"
    rf"(?:(?:on )?(?P<weekday>{_DAY}),? (?:the )?)?"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>(?:19|20)\d{{2}}))?"
    rf"|(?P<d>\d{{1,2}})[/.](?P<m>\d{{1,2}})[/.](?P<y>(?:19|20)\d{{2}})"
    rf"|(?:on |last |this )?{_DAY}{_PART}|yesterday{_PART}|last night|tonight|today"
    rf"|(?:this|last) (?:morning|afternoon|evening|week|weekend|month|year|christmas|summer|winter)"
    rf"|(?:\w+ )?(?:days?|weeks?|months?|years?) ago"
    rf")(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that was told. ``words`` are those for its time, a slice of ``text``, which was typed whole."""

    on: date | None
    words: str
    seq: int
    text: str


def incidents_of(case: Case) -> tuple[Incident, ...]:
    """What was told with words for a time in it, dated ones first in order, then the others as they were told."""
    found = [incident for entry in holding_entries(case) for incident in times_in(entry)]
    dated = sorted((i for i in found if i.on), key=lambda i: (i.on or date.min, i.seq))
    return (*dated, *(i for i in found if i.on is None))


def holding_entries(case: Case) -> Iterator[Entry]:
    """What tells of incidents and still holds: the account, comments on topics, and when something happened."""
    holding = {key: case.all_entries(key) for key in {entry.key for entry in case.entries}}
    for entry in case.entries:
        tells = entry.key in _TOLD or entry.key.endswith((".words", _WHEN))
        if tells and entry.text and entry.voice is not Voice.OPINION and entry in holding[entry.key]:
            yield entry


def times_in(entry: Entry) -> list[Incident]:
    """The times that an entry's words name; where it answers when something happened, the answer whole at least."""
    found = [Incident(_date(m), m[0], entry.seq, entry.text) for m in _TIMES.finditer(entry.text)]
    if not found and entry.key.endswith(_WHEN) and entry.value is not None:
        return [Incident(None, entry.text, entry.seq, entry.text)]
    return found


def _date(match: re.Match[str]) -> date | None:
    """The whole date that the words name, or ``None``."""
    if match["year"]:
        month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(match["month"].lower()))
        on = _valid(int(match["year"]), month, int(match["day"]))
        said = match["weekday"]
        return on if on and (not said or _DAYS[on.weekday()] == said.lower()) else None
    return _valid(int(match["y"]), int(match["m"]), int(match["d"])) if match["y"] else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
