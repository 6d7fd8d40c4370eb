"""Requests from a file or standard input, one or a line each, and their answers as JSON."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.safeguarding.errors import BadRequestError, HeardError

FileArgument = Annotated[str, typer.Argument(help="The file that holds the request; - reads standard input.")]
LinesOption = Annotated[bool, typer.Option("--jsonl", help="One request a line in, one answer a line out.")]

_NOT_TEXT = "The request is not UTF-8 text."

Numbered = Iterable[tuple[int, str]]
"""Requests with their line, 0 where there is only one."""


def answer_requests(file: str, jsonl: bool, answer: Callable[[str], Any]) -> None:
    """Print ``answer`` of each request as it comes. Exit 2 after a bad request, 1 where the program can't answer."""
    try:
        requests = _each(lines_of(file)) if jsonl else ((0, whole_text(one)) for one in (file,))
        for found in answers_to(requests, answer):
            typer.echo(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    except BadRequestError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except HeardError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def answers_to(requests: Numbered, answer: Callable[[str], Any]) -> Iterator[Any]:
    """The answers in order, each as soon as it is there.

    Raises BadRequestError at the first that cannot be answered, with its line; those before it are answered.
    """
    for number, text in requests:
        try:
            yield answer(text)
        except BadRequestError as error:
            raise BadRequestError(f"Line {number}: {error}" if number else str(error)) from None


def whole_text(file: str) -> str:
    """All of the text as it is, its line ends among it, for offsets count from its first character."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRequestError(_NOT_TEXT) from None
    except OSError as error:
        raise BadRequestError(f"{file} can't be read: {error.strerror}.") from None


def lines_of(file: str) -> Iterator[str]:
    """The lines as they come in, so that a program at the other end of a pipe gets each answer at once."""
    try:
        if file == "-":
            yield from _decoded(sys.stdin.buffer)
        else:
            with Path(file).open("rb") as opened:
                yield from _decoded(opened)
    except OSError as error:
        raise BadRequestError(f"{file} can't be read: {error.strerror}.") from None


def _each(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        try:
            yield line.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError:
            raise BadRequestError(_NOT_TEXT) from None
