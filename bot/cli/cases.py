"""``heard cases``: what is recorded. Lines on a list tell nothing of a disclosure."""

import json
import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.bootstrap import House
from bot.cli import cases_upkeep
from bot.cli.cases_house import CaseArgument, by, opened_house
from bot.safeguarding.errors import BadRequestError

if TYPE_CHECKING:
    from bot.adapters.records.opening import Store
    from bot.application.ports import CaseSummary

app = typer.Typer(
    help="The record: list, show, export, delete, purge, rekey, verify; what is due; what is recorded later.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
CASE_NOTE = "case-note"
ToOption = Annotated[Path | None, typer.Option("--to", help="The file to write.")]
DocumentOption = Annotated[str, typer.Option("--document", help="Which document, with docx or html.")]
FormatOption = Annotated[str, typer.Option("--format", metavar="docx|html|json|fhir", help="What to write.")]
SureOption = Annotated[bool, typer.Option("--yes", help="Don't ask: do it.")]


class Format(StrEnum):
    """What a case is written as."""

    DOCX = "docx"
    JSON = "json"
    FHIR = "fhir"
    HTML = "html"


DRAFTED = (Format.DOCX, Format.HTML)


@app.command("list")
def list_cases() -> None:
    """Every case: number, day it was opened, stage, status. Nothing of what was said."""
    with opened_house() as house:
        summaries = house.store.records.cases()
    for summary in summaries:
        typer.echo(_line(summary))
    if not summaries:
        typer.echo("No case is recorded.", err=True)


@app.command()
def show(case: CaseArgument) -> None:
    """Where a case stands: stage, how much is recorded, deadlines, referrals, documents. No words of it."""
    with opened_house() as house:
        lines = [*_standing(house.store, case), *_documents(house, case)]
    for line in lines:
        typer.echo(line)


@app.command()
def export(
    case: CaseArgument,
    format: FormatOption = Format.JSON,
    to: ToOption = None,
    document: DocumentOption = CASE_NOTE,
) -> None:
    """Write all of it with its history (json), the instrument (fhir) or a document (docx, html)."""
    with opened_house() as house:
        wanted = _format(format)
        content, name = _exported(house, case, wanted, document)
        of_it = {"document": document} if wanted in DRAFTED else {}
        house.store.records.note("exported", by(), case, {"format": wanted.value} | of_it)
        if to is not None or wanted in DRAFTED:
            _write(to, name, content)
            return
    typer.echo(content.decode("ascii"))


@app.command()
def delete(case: CaseArgument, yes: SureOption = False) -> None:
    """Delete a case and everything that came with it, for good. One audit line without words stays."""
    with opened_house() as house:
        house.store.records.case(case)
        if not (yes or _is_sure()):
            typer.echo("Nothing was deleted.", err=True)
            raise typer.Exit(1)
        house.store.records.delete(case, by())
    typer.echo("Deleted.", err=True)


@app.command()
def purge() -> None:
    """Delete the closed cases that were kept as long as their organisation's policy says."""
    with opened_house() as house:
        now = house.clock.now()
        packs = house.policies
        months = {org: packs.policy(org, now.date()).retention.months for org in _organisations(house)}
        unknown = {summary.org for summary in house.store.records.cases()} - months.keys()
        gone = house.store.records.purge(now, months, by())
    typer.echo(f"{_counted(len(gone), 'case')} deleted.", err=True)
    if unknown:
        typer.echo(
            f"Kept, because there is no policy pack for them: cases of {', '.join(sorted(unknown))}.",
            err=True,
        )


@app.command()
def rekey() -> None:
    """Change the master key. Can be stopped and started again; the old key is dropped when all is done."""
    from bot.adapters.records.rekeying import rekey as change

    with opened_house() as house:
        done = change(house.store.database, house.store.key_file, by(), house.clock.now)
    typer.echo(
        f"The key was changed; {_counted(done, 'data key')} re-sealed. Back up the key file.", err=True
    )


@app.command()
def verify() -> None:
    """Check the audit chain and the entries it vouches for. Exits 1 where anything was changed."""
    with opened_house() as house:
        faults = house.store.records.verify()
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    typer.echo("The record is as it was written.")


def _line(summary: "CaseSummary") -> str:
    return f"{summary.id}  {summary.opened_at:%Y-%m-%d}  {summary.stage}  {summary.status}"


def _standing(store: "Store", case_id: str) -> Iterator[str]:
    case = store.records.case(case_id)
    summary = next(s for s in store.records.cases() if s.id == case_id)
    yield _line(summary)
    yield f"organisation {case.org}, opened by {case.practitioner}, {_counted(len(case.entries), 'entry', 'entries')}"
    for deadline in store.records.deadlines(case_id):
        state = "done" if deadline.resolved_at else "open"
        yield f"deadline {deadline.id}: {_due(deadline)}, {state}"
    for referral in store.records.referrals(case_id):
        yield f"referral {referral.to}: {referral.status}, {referral.state or 'not drafted'}"


def _documents(house: House, case_id: str) -> Iterator[str]:
    for link in house.documents(case_id):
        state = f"locked. {link.locked_text.removeprefix('Locked: ')}" if link.locked else "draft"
        yield f"document {link.id}: {state}"


def _due(deadline: Any) -> str:
    return f"{deadline.due_at:%Y-%m-%d}" if deadline.whole_day else f"{deadline.due_at:%Y-%m-%d %H:%M}"


def _format(named: str) -> Format:
    try:
        return Format(named)
    except ValueError:
        raise BadRequestError(f"There is no such format. The formats are: {', '.join(Format)}.") from None


def _exported(house: House, case_id: str, format: Format, document: str) -> tuple[bytes, str]:
    if format in DRAFTED:
        return _drafted(house, case_id, format, document)
    return _json(house, case_id, format), f"{case_id}.json"


def _drafted(house: House, case_id: str, format: Format, document: str) -> tuple[bytes, str]:
    """A document as it may be given out. What is locked is not, and what is not called for says why."""
    found = {link.id: link for link in house.documents(case_id)}
    link = found.get(document)
    if link is not None and link.locked:
        raise BadRequestError(link.locked_text)
    content, _, name = house.document(case_id, document, format.value, by())
    if link is None:
        raise BadRequestError(f"This case does not call for that document. It has: {', '.join(found)}.")
    return content, name


def _json(house: House, case_id: str, format: Format) -> bytes:
    from bot.adapters.records.fhir import questionnaire_response
    from bot.adapters.records.whole_case import whole_case

    if format is Format.JSON:
        content = whole_case(house.store.records, case_id)
    else:
        case = house.store.records.case(case_id)
        content = questionnaire_response(case, house.policies.policy(case.org, case.policy_on).instrument)
    return json.dumps(content, indent=1).encode("ascii")


def _organisations(house: House) -> list[str]:
    known = set(house.policies.organisations())
    return sorted({summary.org for summary in house.store.records.cases()} & known)


def _write(to: Path | None, name: str, content: bytes) -> None:
    """A file that was named is replaced; one that is there under a document's own name is not."""
    path, flags = to or Path(name), os.O_CREAT | os.O_WRONLY | (os.O_TRUNC if to else os.O_EXCL)
    try:
        with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
            file.write(content)
    except FileExistsError:
        raise BadRequestError(f"{path} is there already. Choose another file with --to.") from None
    except OSError:
        raise BadRequestError(f"{path} cannot be written. Choose another file with --to.") from None
    typer.echo(f"Written to {path}", err=True)


def _is_sure() -> bool:
    """Whether the question was answered with yes. Nobody there to answer is a no."""
    question = "Delete this case for good? Nothing of it can be brought back. [y/N]: "
    typer.echo(question, nl=False, err=True)
    answer = sys.stdin.readline()
    if not answer.endswith("\n") or not sys.stdin.isatty():
        typer.echo(err=True)
    return answer.strip().lower() in ("y", "yes")


def _counted(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"


for _name, _command in cases_upkeep.COMMANDS.items():
    app.command(_name)(_command)
