"""``heard assess``: one assessment, or one a line, from JSON to JSON."""

from collections.abc import Iterator
from typing import Any

from bot.adapters.calendar import EnglandCalendar, LondonClock
from bot.adapters.packs import YamlPolicies
from bot.application.assessing import assess_request, read_request
from bot.application.ports import Clock, Policies
from bot.cli import lines
from bot.cli.lines import FileArgument, LinesOption, answer_requests
from bot.safeguarding.working_time import Calendar
from bot.settings import read_settings


def assess(file: FileArgument = "-", jsonl: LinesOption = False) -> None:
    """Assess what is known: the level of risk, MARAC, referrals, sharing and what to do by when."""
    policies, clock, calendar = YamlPolicies(read_settings().packs_dir), LondonClock(), EnglandCalendar()
    answer_requests(file, jsonl, lambda text: _assessed(text, policies, clock, calendar))


def answers_to(
    requests: lines.Numbered, policies: Policies, clock: Clock, calendar: Calendar
) -> Iterator[dict[str, Any]]:
    """The answers in order, each as soon as it is there. Raises BadRequestError with the line of the fault."""
    return lines.answers_to(requests, lambda text: _assessed(text, policies, clock, calendar))


def _assessed(text: str, policies: Policies, clock: Clock, calendar: Calendar) -> dict[str, Any]:
    return assess_request(read_request(text), policies, clock, calendar)
