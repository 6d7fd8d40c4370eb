"""``heard understand`` and ``heard spot``: what a message says, and which topics an account touches."""

from typing import Any

from bot.application.json_requests import read_object, text_of
from bot.application.understanding import KEYS, spot, understand
from bot.bootstrap import House, build
from bot.cli.lines import FileArgument, LinesOption, answer_requests
from bot.cli.train import train_readers
from bot.settings import read_settings


def understand_message(file: FileArgument = "-", jsonl: LinesOption = False) -> None:
    """Read a message: danger, the answer it gives, whose words it is, personal data, a command."""
    house = _house()
    answer_requests(
        file, jsonl, lambda text: understand(read_object(text, KEYS), house.language, house.journey)
    )


def spot_topics(file: FileArgument = "-", jsonl: LinesOption = False) -> None:
    """Find the Dash topics that an account touches: suggestions to confirm, never answers."""
    house = _house()

    def answer(text: str) -> Any:
        return spot(text_of(read_object(text, ("text",)), "text") if jsonl else text, house.language)

    answer_requests(file, jsonl, answer)


def _house() -> House:
    settings = read_settings()
    train_readers(settings)
    return build(settings)
