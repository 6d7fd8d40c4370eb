"""``heard cases``: what is recorded. Lines on a list tell nothing of a disclosure."""

import json
import os
import pwd
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.bootstrap import House, build
from bot.safeguarding.errors import BadRequestError, HeardError
from bot.settings import read_settings

if TYPE_CHECKING:
    from bot.adapters.records.opening import Store
    from bot.application.ports import CaseSummary

app = typer.Typer(help="The record: list, show, export, delete, purge, rekey, verify.", no_args_is_help=True)
CASE_NOTE = "case-note"
CaseArgument = Annotated[str, typer.Argument(help="A case's number, from `heard cases list`.")]
ToOption = Annotated[Path | None, typer.Option("--to", help="The file to write.")]
DocumentOption = Annotated[str, typer.Option("--document", help="Which document, with docx or html.")]
SureOption = Annotated[bool, typer.Option("--yes", help="Don't ask: do it.")]


class Format(StrEnum):
    """What a case is written as."""

    DOCX = "docx"
    JSON = "json"
    FHIR = "fhir"
    HTML = "html"


@app.command("list")
def list_cases() -> None:
    """Every case: number, day it was opened, stage, status. Nothing of what was said."""
    with _house() as house:
        for summary in house.store.records.cases():
            typer.echo(_line(summary))


@app.command()
def show(case: CaseArgument) -> None:
    """Where a case stands: stage, how much is recorded, deadlines, referrals. None of what was said."""
    with _house() as house:
        for line in _standing(house.store, case):
            typer.echo(line)


@app.command()
def export(
    case: CaseArgument,
    format: Format = Format.JSON,
    to: ToOption = None,
    document: DocumentOption = CASE_NOTE,
) -> None:
    """Write all of it with its history (json), the instrument (fhir) or a document (docx, html)."""
    with _house() as house:
        content, name = _exported(house, case, format, document)
        house.store.records.note("exported", _by(), case, {"format": format.value})
    if to is None and format in (Format.JSON, Format.FHIR):
        typer.echo(content.decode("ascii"))
    else:
        _write(to or Path(name), content)


@app.command()
def delete(case: CaseArgument, yes: SureOption = False) -> None:
    """Delete a case and everything that came with it, for good. One audit line without words stays."""
    with _house() as house:
        house.store.records.case(case)
        if not yes:
            typer.confirm(
                "Delete this case for good? Nothing of it can be brought back.", abort=True, err=True
            )
        house.store.records.delete(case, _by())
    typer.echo("Deleted.", err=True)


@app.command()
def purge() -> None:
    """Delete the closed cases that were kept as long as their organisation's policy says."""
    with _house() as house:
        now = house.clock.now()
        packs = house.policies
        months = {org: packs.policy(org, now.date()).retention.months for org in _organisations(house)}
        gone = house.store.records.purge(now, months, _by())
    typer.echo(f"{len(gone)} deleted.", err=True)


@app.command()
def rekey() -> None:
    """Change the master key. Can be stopped and started again; the old key is dropped when all is done."""
    from bot.adapters.records.rekeying import rekey as change

    with _house() as house:
        done = change(house.store.database, house.store.key_file, _by(), house.clock.now)
    typer.echo(f"The key was changed; {done} data keys now stand under it. Back up the key file.", err=True)


@app.command()
def verify() -> None:
    """Check the audit chain and the entries it vouches for. Exits 1 where anything was changed."""
    with _house() as house:
        faults = house.store.records.verify()
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    typer.echo("The record is as it was written.")


@contextmanager
def _house() -> Iterator[House]:
    house = build(read_settings())
    try:
        yield house
    except HeardError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    finally:
        house.close()


def _line(summary: "CaseSummary") -> str:
    return f"{summary.id}  {summary.opened_at:%Y-%m-%d}  {summary.stage}  {summary.status}"


def _standing(store: "Store", case_id: str) -> Iterator[str]:
    case = store.records.case(case_id)
    summary = next(s for s in store.records.cases() if s.id == case_id)
    yield _line(summary)
    yield f"organisation {case.org}, opened by {case.practitioner}, {len(case.entries)} entries"
    for deadline in store.records.deadlines(case_id):
        done = "done" if deadline.resolved_at else "open"
        yield f"deadline {deadline.id}: {_due(deadline)}, {done}"
    for referral in store.records.referrals(case_id):
        yield f"referral {referral.to}: {referral.status}, {referral.state or 'not drafted'}"


def _due(deadline: Any) -> str:
    return f"{deadline.due_at:%Y-%m-%d}" if deadline.whole_day else f"{deadline.due_at:%Y-%m-%d %H:%M}"


def _exported(house: House, case_id: str, format: Format, document: str) -> tuple[bytes, str]:
    if format in (Format.DOCX, Format.HTML):
        house.store.records.case(case_id)
        content, _, name = house.document(case_id, document, format.value, _by())
        return content, name
    return _json(house, case_id, format), f"{case_id}.json"


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


def _write(path: Path, content: bytes) -> None:
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
    except OSError:
        raise BadRequestError(f"{path} cannot be written. Choose another file with --to.") from None
    print(f"Written to {path}", file=sys.stderr)


def _by() -> str:
    return f"{pwd.getpwuid(os.getuid()).pw_name} (command line)"
