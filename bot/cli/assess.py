"""``heard assess``: one assessment, or one a line, from JSON to JSON."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.adapters.calendar import EnglandCalendar, LondonClock
from bot.adapters.packs import YamlPolicies
from bot.application.assessing import assess_request, read_request
from bot.application.ports import Clock, Policies
from bot.safeguarding.errors import BadRequestError, HeardError
from bot.safeguarding.working_time import Calendar
from bot.settings import read_settings

FileOption = Annotated[str, typer.Argument(help="The file that holds the request; - reads standard input.")]
LinesOption = Annotated[bool, typer.Option("--jsonl", help="One request a line in, one answer a line out.")]


def assess(file: FileOption = "-", jsonl: LinesOption = False) -> None:
    """Assess what is known: the level of risk, MARAC, referrals, sharing and what to do by when."""
    try:
        policies = YamlPolicies(read_settings().packs_dir)
        lines = _lines(file)
        requests = _each(lines) if jsonl else [(0, "\n".join(lines))]
        for answer in answers_to(requests, policies, LondonClock(), EnglandCalendar()):
            typer.echo(json.dumps(answer, ensure_ascii=False).encode())
    except BadRequestError as error:
        _say(error)
        raise typer.Exit(2) from None
    except HeardError as error:
        _say(error)
        raise typer.Exit(1) from None


def answers_to(
    requests: Iterable[tuple[int, str]], policies: Policies, clock: Clock, calendar: Calendar
) -> Iterator[dict[str, Any]]:
    """The answers in order, each as soon as it is there. ``requests`` come with their line, 0 where single.

    Raises BadRequestError at the first that cannot be answered, with its line; those before it are answered.
    """
    for number, text in requests:
        try:
            yield assess_request(read_request(text), policies, clock, calendar)
        except BadRequestError as error:
            raise BadRequestError(f"Line {number}: {error}" if number else str(error)) from None


def _each(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _lines(file: str) -> Iterator[str]:
    """The lines as they come in, so that a program at the other end of a pipe gets each answer at once."""
    try:
        if file == "-":
            yield from _decoded(sys.stdin.buffer)
        else:
            with Path(file).open("rb") as opened:
                yield from _decoded(opened)
    except OSError as error:
        raise BadRequestError(f"{file} can't be read: {error.strerror}.") from None


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        try:
            yield line.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError:
            raise BadRequestError("The request is not UTF-8 text.") from None


def _say(error: HeardError) -> None:
    typer.echo(str(error), err=True)
