"""``heard cases`` after the conversation: what is due, contacts, outcomes, moves, closing and opening again.

Lists, titles and answers tell nothing of a disclosure.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.bootstrap import House
from bot.cli.cases_house import CaseArgument, by, opened_house
from bot.safeguarding.errors import BadRequestError

if TYPE_CHECKING:
    from bot.application.upkeep import Upkeep
    from bot.application.upkeep_due import DueList, Item

_FROM_INPUT = "- reads it from standard input, which keeps it out of the shell's history."
OrgOption = Annotated[str | None, typer.Option("--org", help="Only this organisation's cases.")]
AtOption = Annotated[
    str | None, typer.Option("--at", help="As at this local time, such as 2026-11-23T10:00.")
]
DaysOption = Annotated[int, typer.Option("--days", min=0, help="How many days ahead to look.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON list.")]
NoteOption = Annotated[str, typer.Option("--note", help=f"What there is to note; {_FROM_INPUT}")]
NotesOption = Annotated[str, typer.Option("--notes", help=f"Why it is closed; {_FROM_INPUT}")]
ReasonOption = Annotated[str, typer.Option("--reason", help=f"Why; {_FROM_INPUT}")]
ManagerOption = Annotated[str, typer.Option("--manager", help="The manager who agreed (role), and when.")]
AgreedOption = Annotated[bool, typer.Option("--agreed", help="They agree that the case is closed.")]
WhenOption = Annotated[str | None, typer.Option("--when", help="Local time of it; now where left out.")]
OnOption = Annotated[str | None, typer.Option("--on", help="The day it came about, such as 2026-11-23.")]


def due(org: OrgOption = None, at: AtOption = None, days: DaysOption = 7, json_: JsonOption = False) -> None:
    """What is late and what is due, late first, with what to do when a time was missed. No words of any case."""
    from bot.application.upkeep_due import as_json, due_list

    with opened_house() as house:
        found = due_list(house.world, _moment(at, "--at", house), days, _known(org, house))
    _say_unknown(found)
    if json_:
        typer.echo(json.dumps([as_json(item) for item in found.items], indent=1))
        return
    for line in _lines(found):
        typer.echo(line)
    if not found.items:
        typer.echo("Nothing is late, and nothing falls due in that time.", err=True)


def calendar(org: OrgOption = None) -> None:
    """Every task with a time as an iCalendar file, on standard output. Titles hold the case number alone."""
    from bot.adapters.calendar_file import calendar_file
    from bot.application.upkeep_due import due_list

    with opened_house() as house:
        now = house.clock.now()
        found = due_list(house.world, now, None, _known(org, house))
        tasks = [(item.case_id, item.task.id, item.task.due) for item in found.items if item.task.due]
        content = calendar_file(tasks, now)
    _say_unknown(found)
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def contact(
    case: CaseArgument,
    how: Annotated[str, typer.Argument(metavar="made|attempted", help="Reached, or only tried.")],
    when: WhenOption = None,
    note: NoteOption = "",
) -> None:
    """Record that the client was reached, or that somebody tried to reach them."""
    from bot.application.upkeep import record_contact

    with opened_house() as house:
        if how not in ("made", "attempted"):
            raise BadRequestError("A contact is either made or attempted.")
        record_contact(
            _upkeep(house, case), how == "made", _moment(when, "--when", house), _text(note, "--note")
        )
    _recorded()


def outcome(
    case: CaseArgument,
    to: Annotated[str, typer.Argument(metavar="TO", help="Which referral: marac, children, adults, ...")],
    state: Annotated[str, typer.Argument(metavar="sent|acknowledged|outcome_recorded")],
    note: NoteOption = "",
) -> None:
    """Record where a referral stands, and what came of it."""
    from bot.application.upkeep import record_outcome

    _record(case, lambda upkeep: record_outcome(upkeep, to, state, _text(note, "--note")))


def follow_up(case: CaseArgument, on: Annotated[str, typer.Argument(metavar="DATE")]) -> None:
    """Set the day on which to look at the case again."""
    from bot.application.upkeep import set_follow_up

    _record(case, lambda upkeep: set_follow_up(upkeep, _day(on)))


def move(
    case: CaseArgument,
    state: Annotated[
        str, typer.Argument(metavar="awaiting_move|moved|move_not_wanted|abuse_stopped|abuse_again")
    ],
    on: OnOption = None,
    note: NoteOption = "",
) -> None:
    """Record that they wait for a move, have moved or no longer want to, or that it has stopped."""
    from bot.application.upkeep import record_move

    _record(case, lambda upkeep: record_move(upkeep, state, _day(on) if on else None, _text(note, "--note")))


def done(
    case: CaseArgument,
    task: Annotated[str, typer.Argument(metavar="TASK", help="As `heard cases due` names it.")],
    note: NoteOption = "",
) -> None:
    """Record that a task is done."""
    from bot.application.upkeep import record_done

    _record(case, lambda upkeep: record_done(upkeep, task, _text(note, "--note")))


def close(
    case: CaseArgument, agreed: AgreedOption = False, notes: NotesOption = "", manager: ManagerOption = ""
) -> None:
    """Close a case: with their agreement, or with full notes of why and whatever the policy asks for."""
    from bot.application.upkeep_closing import close_case

    _record(case, lambda upkeep: close_case(upkeep, agreed, _text(notes, "--notes"), manager))


def reopen(case: CaseArgument, reason: ReasonOption = "") -> None:
    """Open a closed case again."""
    from bot.application.upkeep_closing import reopen_case

    _record(case, lambda upkeep: reopen_case(upkeep, _text(reason, "--reason")))


COMMANDS: dict[str, Callable[..., None]] = {
    "due": due,
    "calendar": calendar,
    "contact": contact,
    "outcome": outcome,
    "follow-up": follow_up,
    "move": move,
    "done": done,
    "close": close,
    "reopen": reopen,
}


def _record(case: str, record: "Callable[[Upkeep], Any]") -> None:
    with opened_house() as house:
        record(_upkeep(house, case))
    _recorded()


def _recorded() -> None:
    typer.echo("Recorded.", err=True)


def _upkeep(house: House, case: str) -> "Upkeep":
    from bot.application.upkeep import Upkeep

    return Upkeep(house.world, case, by())


def _text(given: str, name: str) -> str:
    """The text of an option, from standard input where it is ``-``. Raises BadRequestError where it is too long."""
    from bot.application.answering import LONGEST_MESSAGE

    text = sys.stdin.read().removesuffix("\n") if given == "-" else given
    if len(text) > LONGEST_MESSAGE:
        raise BadRequestError(f"{name} is longer than {LONGEST_MESSAGE} characters: shorten it.")
    return text


def _moment(given: str | None, name: str, house: House) -> datetime:
    from bot.application.assessing import moment_of_request

    request = {} if given is None else {"on": given}
    try:
        return moment_of_request(request, house.clock, house.world.calendar)
    except BadRequestError as error:
        raise BadRequestError(str(error).replace("on", name, 1)) from None


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadRequestError("A day is written as year, month, day, such as 2026-11-23.") from None


def _known(org: str | None, house: House) -> str | None:
    known = house.policies.organisations()
    if org is not None and org not in known:
        raise BadRequestError(f"There is no such organisation. They are: {', '.join(known)}.")
    return org


def _lines(found: "DueList") -> Iterator[str]:
    for item in found.items:
        yield f"{item.state:8}{_when(item):18}{item.case_id}  {item.task.id}"
        if item.state in ("late", "open") and item.task.when_missed:
            yield f"        {item.task.when_missed}"
        if item.state == "excused":
            yield f"        {item.task.excuse}"


def _when(item: "Item") -> str:
    moment = item.task.due
    if moment is None:
        return "no time limit"
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"


def _say_unknown(found: "DueList") -> None:
    if found.unknown:
        names = ", ".join(found.unknown)
        typer.echo(f"Left out, because their policy pack cannot be used: cases of {names}.", err=True)
