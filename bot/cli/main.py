"""``heard``: every command, each imported only when it is called for."""

import gc
import importlib
import sys
import traceback
import warnings
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from bot.safeguarding.errors import HeardError

WHERE = {
    "chat": "bot.cli.chat:chat",
    "serve": "bot.cli.serve:serve",
    "assess": "bot.cli.assess:assess",
    "advise": "bot.cli.advise:advise",
    "spot": "bot.cli.understand:spot_topics",
    "understand": "bot.cli.understand:understand_message",
    "cases": "bot.cli.cases:app",
    "packs": "bot.cli.packs:app",
    "train": "bot.cli.train:train",
    "doctor": "bot.cli.doctor:doctor",
}

_MADE_BETWEEN_LOOKS = 50_000
"""Objects between two looks for rubbish: at Python's 700, one sixth of every start is spent looking."""


class Commands(TyperGroup):
    """The commands of ``WHERE``. ``heard packs`` imports nothing that ``heard chat`` needs."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands' names, in the order of ``WHERE``."""
        return list(WHERE)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, imported now, or ``None``."""
        where = WHERE.get(cmd_name)
        return _imported(cmd_name, where) if where else None


app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _show_version(wanted: bool) -> None:
    if wanted:
        from bot import __version__

        print(__version__)
        raise typer.Exit


@app.callback()
def heard(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version.")
    ] = False,
) -> None:
    """What to ask, what to do and who has to be told, when someone has just told you of domestic abuse."""


def main() -> None:
    """Run the command line. Every error is a sentence: exit 2 where it was worded for a person, else 1."""
    gc.set_threshold(_MADE_BETWEEN_LOOKS)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # what libraries say to developers is nothing to a practitioner
    try:
        get_command(app)()
    except HeardError as error:
        sys.exit(_said(str(error), 2))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - a traceback could hold what a person typed
        sys.exit(_said(f"Something went wrong in the program ({type(error).__name__}, {_place(error)}).", 1))


def _imported(name: str, where: str) -> Any:
    module, _, attribute = where.partition(":")
    found = getattr(importlib.import_module(module), attribute)
    command = get_command(found if isinstance(found, typer.Typer) else _alone(found))
    command.name = name
    return command


def _alone(function: Any) -> typer.Typer:
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command()(function)
    return alone


def _said(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}"
