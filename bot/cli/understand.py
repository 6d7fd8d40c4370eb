"""``heard understand`` and ``heard spot``: what a message says, and which topics an account touches."""

from typing import Any

from bot.adapters.calendar import LondonClock
from bot.adapters.language import PatternLanguage
from bot.adapters.language.readers import LearnedReaders
from bot.adapters.packs import Phrases, YamlPolicies
from bot.application.json_requests import read_object, text_of
from bot.application.understanding import KEYS, spot, understand
from bot.cli.lines import FileArgument, LinesOption, answer_requests
from bot.cli.train import train_readers
from bot.settings import Settings, read_settings


def understand_message(file: FileArgument = "-", jsonl: LinesOption = False) -> None:
    """Read a message: danger, the answer it gives, whose words it is, personal data, a command."""
    settings = read_settings()
    train_readers(settings)
    journey = YamlPolicies(settings.packs_dir).any_policy(LondonClock().now().date()).journey
    language = PatternLanguage(_phrases(settings), settings.spacy_model, LearnedReaders(settings.models_dir))
    answer_requests(file, jsonl, lambda text: understand(read_object(text, KEYS), language, journey))


def spot_topics(file: FileArgument = "-", jsonl: LinesOption = False) -> None:
    """Find the Dash topics that an account touches: suggestions to confirm, never answers."""
    settings = read_settings()
    language = PatternLanguage(_phrases(settings), settings.spacy_model)

    def answer(text: str) -> Any:
        return spot(text_of(read_object(text, ("text",)), "text") if jsonl else text, language)

    answer_requests(file, jsonl, answer)


def _phrases(settings: Settings) -> Phrases:
    return YamlPolicies(settings.packs_dir).phrases(LondonClock().now().date())
