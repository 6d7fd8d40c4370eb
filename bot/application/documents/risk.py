"""What the assessment found: the grounds, the level, and the answers behind them."""

from datetime import datetime

from bot.application.documents.document import Blocks, Line, Role, Table, line
from bot.application.documents.layout import Ask
from bot.application.documents.quoting import moment
from bot.application.documents.reading import Reading, is_marker, with_labels
from bot.safeguarding.deadlines import Due
from bot.safeguarding.facts import item_key
from bot.safeguarding.retraction import stands_at_yes

ABOUT_CHILDREN = (3, 7, 9, 18)
"""The items of the Dash that say something of the children (domain notes on items 3, 7, 9 and 18)."""


def _grounds(reading: Reading) -> Blocks:
    rows = tuple(
        ((line(c.name),), (line("Met" if c.met else "Not met"),), (line(c.reason),), (line(str(c.source)),))
        for c in reading.assessment.criteria
    )
    return (Table(("Ground", "Finding", "Why", "Policy paragraph"), rows, (24, 13, 38, 25)),) if rows else ()


def _repeat(reading: Reading) -> Blocks:
    rule = reading.policy.repeat
    found = "Yes" if reading.assessment.repeat else "Not found to be a repeat, on what was answered"
    asked = (
        ("Heard before", "history.marac_before"),
        ("On", "history.marac_on"),
        ("Further incident since", "history.marac_new_incident"),
    )
    return (line(f"{found}. {rule.text} ({rule.source})"), *with_labels(reading, asked))


def _level(reading: Reading) -> Blocks:
    found = reading.assessment
    asked = len(reading.policy.instrument.items)
    counted = f"{found.level.capitalize()}: {found.yes_answers} of {asked} answered yes."
    left = f"{len(found.not_known)} not known, {len(found.not_asked)} not asked. Neither counts as no."
    return (line(counted), line(left))


def items(label: str, *numbers: int) -> Ask:
    """The answers to the instrument's items (all of them where none is named), with the exact words."""
    return Ask("risk_factors", label, lambda r: _items(r, numbers), wide=True)


def _items(reading: Reading, numbers: tuple[int, ...]) -> Blocks:
    wanted = [i for i in reading.policy.instrument.items if not numbers or i.number in numbers]
    rows = tuple(
        (
            (line(str(i.number)),),
            (line(i.topic),),
            _answer(reading, i.number),
            _comment(reading, i.number),
        )
        for i in wanted
    )
    return (
        (Table(("No", "Topic", "Answer", "Exact words, source and detail"), rows, (7, 25, 14, 54)),)
        if rows
        else ()
    )


def _answer(reading: Reading, number: int) -> tuple[Line, ...]:
    """The answer, and that an earlier yes counts on where it was changed: risk only goes up."""
    key = item_key(number)
    counts = stands_at_yes(key, reading.case)
    return (*reading.value(key), *((line("Yes before, and that yes counts on"),) if counts else ()))


def _comment(reading: Reading, number: int) -> tuple[Line, ...]:
    """The words under an item, the earlier words that support it, who it came from, and each follow-up."""
    key = item_key(number)
    held = (k for k in reading.case.current if k.startswith(f"{key}.") and not is_marker(k))
    more = tuple(k for k in held if k != f"{key}.words")
    found = (
        *(reading.words(f"{key}.words") if f"{key}.words" in reading.case.current else ()),
        *reading.supporting(key),
        *with_labels(reading, ((reading.name_of(k), k) for k in more)),
    )
    return found or (line("No words recorded"),)


def _judgement(reading: Reading) -> Blocks:
    return (
        *with_labels(reading, (("High risk in the practitioner's judgement", "judgement.high_risk"),)),
        *_heading("Reason"),
        *reading.words("judgement.reason"),
    )


def _earlier(reading: Reading) -> Blocks:
    asked = (("Recent", "history.recent_dash"), ("Done by", "history.recent_dash_from"))
    return with_labels(reading, (*asked, ("Permission for a copy", "history.recent_dash_permission")))


def _changed(reading: Reading) -> Blocks:
    """What has changed since, in the client's words."""
    return reading.words("history.changed_since") if "history.changed_since" in reading.case.current else ()


def _client_view(reading: Reading) -> Blocks:
    fear = with_labels(reading, (("Fear, as the client puts it", "judgement.client_fear"),))
    return (*fear, *_heading("In the client's words"), *reading.words("judgement.client_view"))


def _heading(text: str) -> tuple[Line, ...]:
    return (line(f"{text}:"),)


GROUNDS = Ask("grounds", "Grounds for this referral", _grounds, wide=True)
REPEAT = Ask("repeat", "Repeat referral", _repeat)
LEVEL = Ask("risk_level", "Risk level and answers", _level)
JUDGEMENT = Ask("professional_judgement", "Professional judgement", _judgement)
CLIENT_VIEW = Ask("client_view", "How much danger the client feels in", _client_view)
ANYTHING_ELSE = Ask(
    "other_risks", "Anything else that raises risk", lambda r: r.words("judgement.anything_else")
)
POLICE_CALLS = Ask("police_callouts", "Police call-outs in the past 12 months", "history.police_callouts")
EARLIER = Ask("earlier_checklist", "Risk checklist done elsewhere", lambda r: (*_earlier(r), *_changed(r)))
ORDERS = Ask("orders", "Court orders in force", "history.orders")


def actions(reading: Reading) -> Blocks:
    """What the policy asks for on this case, who owns it and by when."""
    rows = tuple(
        (
            (line(a.text),),
            (line(a.owner or "Not known"),),
            (line(by_when(a.due).removeprefix(", by ") or "No time given"),),
        )
        for a in reading.assessment.actions
    )
    return (Table(("Action", "Owner", "Due"), rows, (55, 20, 25)),) if rows else ()


def by_when(due: Due | None) -> str:
    """``, by`` and the day, with the time where the hour counts; nothing where nothing is due."""
    if isinstance(due, datetime):
        return f", by {moment(due)}"
    return f", by {due.day} {due:%B %Y}" if due else ""


def cautions(reading: Reading) -> Blocks:
    """Each sentence that goes with the finding."""
    return tuple(line(str(each), Role.BULLET) for each in reading.assessment.warnings)
