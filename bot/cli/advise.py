"""``heard advise``: a question of policy answered at once, with the paragraph and the number that answers now."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from bot.adapters.calendar import EnglandCalendar, LondonClock
from bot.adapters.language import PatternLanguage
from bot.adapters.language.readers import LearnedReaders
from bot.adapters.packs import YamlPolicies
from bot.application.advice_requests import KEYS, advised, as_json
from bot.application.advice_sentences import advice_sentences, why_sentences
from bot.application.advising import Advice
from bot.application.json_requests import read_object
from bot.cli.lines import LinesOption, answer_requests
from bot.cli.train import train_readers
from bot.safeguarding.errors import BadRequestError, HeardError
from bot.safeguarding.policy import Policy
from bot.settings import Settings, read_settings

OrgOption = Annotated[
    str, typer.Option("--org", help="The organisation whose policy is asked, such as sevenoaks-dc.")
]
AtOption = Annotated[
    str, typer.Option("--at", help="The local time to answer for, such as 2026-11-23T21:00; now if not said.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="The answer as JSON.")]
QuestionArgument = Annotated[
    list[str] | None, typer.Argument(help="The question, in your own words, without names.")
]


def advise(
    question: QuestionArgument = None,
    org: OrgOption = "",
    at: AtOption = "",
    as_data: JsonOption = False,
    jsonl: LinesOption = False,
) -> None:
    """Answer a question of policy: what to do, whom to ring now, and which paragraph says so. Nothing is kept."""
    desk = _Desk(read_settings())
    if jsonl:
        _refuse_beside_lines(question, org, at)
        answer_requests("-", True, lambda text: as_json(*desk.advised(read_object(text, KEYS))))
        return
    try:
        advice, policy = desk.advised(_request(question, org, at))
    except BadRequestError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except HeardError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    if as_data:
        typer.echo(json.dumps(as_json(advice, policy), ensure_ascii=False).encode("utf-8", "replace"))
        return
    for line in _for_people(advice, policy):
        typer.echo(line)


class _Desk:
    """What an answer needs, each part opened when it is first asked: neither Rasa nor a database is."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._policies, self._clock, self._calendar = (
            YamlPolicies(settings.packs_dir),
            LondonClock(),
            EnglandCalendar(),
        )
        self._language: PatternLanguage | None = None

    def advised(self, request: Any) -> tuple[Advice, Policy]:
        """The advice on one request, and the policy it comes from. Raises BadRequestError, HeardError."""
        return advised(request, self._policies, self._speaks_of_danger, self._clock, self._calendar)

    def _speaks_of_danger(self, text: str, policy: Policy) -> bool:
        """The phrases are common to all packs, so that those of the first policy asked serve every question."""
        if self._language is None:
            train_readers(self._settings)
            learned = LearnedReaders(self._settings.models_dir)
            self._language = PatternLanguage(policy, self._settings.spacy_model, learned)
        return self._language.danger(text)


def _request(question: list[str] | None, org: str, at: str) -> dict[str, str]:
    if not org:
        raise BadRequestError("--org is missing: name the organisation, such as sevenoaks-dc.")
    if not question:
        raise BadRequestError("The question is missing: type it after the options.")
    return {"org": org, "q": " ".join(question)} | ({"at": at} if at else {})


def _refuse_beside_lines(question: list[str] | None, org: str, at: str) -> None:
    if question or org or at:
        typer.echo("With --jsonl each line gives org, q and at; nothing of them goes beside it.", err=True)
        raise typer.Exit(2)


def _for_people(advice: Advice, policy: Policy) -> Iterator[str]:
    yield from advice_sentences(advice, policy)
    found = advice.found
    if found is None:
        return
    yield from why_sentences(found.entry, policy, late=False)
    if found.alternatives:
        yield f"{policy.wording['advice_else']} {'; '.join(other.title for other in found.alternatives)}."
