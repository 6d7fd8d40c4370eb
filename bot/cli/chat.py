"""``heard chat``: the whole assessment in a terminal, in this process."""

import asyncio
import getpass
import sys
import uuid
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from bot.application.access import resume_case
from bot.application.buttons import read_button
from bot.application.conversation import Button, Reply, Turn
from bot.safeguarding.errors import BadRequestError, HeardError, UnknownOrganisationError

TYPED = ("words", "text", "number", "date")
OrgOption = Annotated[str | None, typer.Option(help="Whose policy to follow, such as sevenoaks-dc.")]
ResumeOption = Annotated[str | None, typer.Option(metavar="CASE", help="Go on with an earlier case.")]


def chat(org: OrgOption = None, resume: ResumeOption = None) -> None:
    """Go through an assessment in the terminal. Ctrl-C pauses it."""
    from bot.bootstrap import build
    from bot.settings import read_settings

    house = build(read_settings())
    try:
        Talk(house, practitioner()).run(org, resume)
    finally:
        house.close()


def practitioner() -> str:
    """Who is at the terminal: the account's name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "practitioner"


class Talk:
    """One conversation at a terminal."""

    def __init__(self, house: Any, who: str) -> None:
        self._house, self._who = house, who
        self._conversation = f"chat:{uuid.uuid4().hex}"
        self._org, self._last = "", Reply(())
        self._unsaid = ("", "")

    def run(self, org: str | None, resume: str | None) -> None:
        """Talk until the practitioner leaves. Raises HeardError where it cannot begin."""
        self._org = self._resumed(resume) if resume else self._known(org)
        with asyncio.Runner() as runner:
            print("One moment…", file=sys.stderr)
            dialogue = runner.run(self._house.dialogue())
            try:
                self._show(self._say(runner, dialogue, "", {"command": "again"}))
                self._listen(runner, dialogue)
            except (KeyboardInterrupt, EOFError):
                self._pause(runner, dialogue)

    def _known(self, org: str | None) -> str:
        known = self._house.policies.organisations()
        if org not in known:
            raise UnknownOrganisationError(f"Name an organisation with --org. Known are: {', '.join(known)}.")
        return str(org)

    def _resumed(self, case_id: str) -> str:
        return resume_case(self._house.records, self._conversation, case_id, self._who).org

    def _listen(self, runner: asyncio.Runner, dialogue: Any) -> None:
        while True:
            typed = input("> ")
            try:
                self._show(self._say(runner, dialogue, *chosen(typed, self._last)))
            except HeardError as error:
                print(f"\n{error}\n")

    def _say(
        self, runner: asyncio.Runner, dialogue: Any, text: str, button: Mapping[str, str] | None
    ) -> Reply:
        said = f"{text}{button}"
        message_id = self._unsaid[1] if self._unsaid[0] == said else uuid.uuid4().hex
        self._unsaid = (said, message_id)
        turn = Turn(
            conversation_id=self._conversation,
            practitioner=self._who,
            org=self._org,
            message_id=message_id,
            text=text,
            received_at=self._house.clock.now(),
            button=button,
        )
        reply: Reply = runner.run(dialogue.handle(turn))
        self._unsaid, self._last = ("", ""), reply
        return reply

    def _show(self, reply: Reply) -> None:
        print("\n" + "\n\n".join(plain(message) for message in reply.messages))
        for line in offered(reply):
            print(line)
        print(flush=True)

    def _pause(self, runner: asyncio.Runner, dialogue: Any) -> None:
        if not self._last.case_id or self._last.stage == "ended":
            print("\nLeft. Nothing more is recorded.")
            return
        reply = self._say(runner, dialogue, "", {"command": "pause"})
        print("\n\n" + "\n\n".join(plain(message) for message in reply.messages))
        print(f"\nTo go on: heard chat --resume {reply.case_id}")


def chosen(typed: str, last: Reply) -> tuple[str, Mapping[str, str] | None]:
    """What was typed, as text or as one of the buttons of ``last``: by its number, or by its title.

    Where a question is answered by typing, a number is an answer and only a title names a button.
    """
    titles = {_bare(button.title): button for button in last.buttons}
    button = titles.get(_bare(typed)) or _numbered(typed.strip(), last)
    return ("", _meaning(button)) if button else (typed, None)


def offered(reply: Reply) -> list[str]:
    """The buttons as lines: numbered, or by title where the question is answered by typing."""
    if not reply.buttons:
        return []
    if reply.kind in TYPED:
        return ["", "(or: " + ", ".join(button.title for button in reply.buttons) + ")"]
    return ["", *(f"  {n}  {button.title}" for n, button in enumerate(reply.buttons, 1))]


def plain(text: str) -> str:
    """``text`` with every character that could steer a terminal made visible."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)


def _numbered(typed: str, last: Reply) -> Button | None:
    if last.kind in TYPED or not (typed.isascii() and typed.isdigit() and len(typed) < 4):
        return None
    place = int(typed)
    return last.buttons[place - 1] if 1 <= place <= len(last.buttons) else None


def _meaning(button: Button) -> Mapping[str, str]:
    meaning = read_button(button.payload, Reply((), (button,)))
    if meaning is None:
        raise BadRequestError("That choice cannot be taken. Please type your answer.")
    return meaning


def _bare(title: str) -> str:
    return title.removeprefix("✓ ").replace("’", "'").strip().casefold()
