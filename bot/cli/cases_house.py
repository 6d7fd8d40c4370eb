"""What the commands of ``heard cases`` share: the opened house, who gives the command, a case's number."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.bootstrap import House, build
from bot.safeguarding.errors import HeardError
from bot.settings import read_settings

CaseArgument = Annotated[str, typer.Argument(help="A case's number, from `heard cases list`.")]


@contextmanager
def opened_house() -> Iterator[House]:
    """The house, closed afterwards. An error worded for a person is said on standard error, with exit 2."""
    house = build(read_settings())
    try:
        yield house
    except HeardError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    finally:
        house.close()


def by() -> str:
    """Who gives the command, as the record names them."""
    return f"{pwd.getpwuid(os.getuid()).pw_name} (command line)"
