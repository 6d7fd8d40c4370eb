"""On-call advice for whoever asks from outside: a question of one organisation at a moment, answered as JSON."""

from collections.abc import Callable
from typing import Any

from bot.application.advice_sentences import answer_text
from bot.application.advising import Advice, advice_on
from bot.application.assessing import moment_of_request, organisation_of_request
from bot.application.json_requests import Json, text_of
from bot.application.ports import Clock, Policies
from bot.safeguarding.errors import BadRequestError
from bot.safeguarding.policy import Policy
from bot.safeguarding.working_time import Calendar

KEYS = ("org", "q", "at")
Danger = Callable[[str, Policy], bool]
"""Whether a text may speak of danger right now, by the phrases of a policy."""


def advised(
    request: Json, policies: Policies, danger: Danger, clock: Clock, calendar: Calendar
) -> tuple[Advice, Policy]:
    """The advice that ``request`` asks for, and the policy it comes from. Raises BadRequestError."""
    question = text_of(request, "q")
    if not question.strip():
        raise BadRequestError("q is empty: it must be a question.")
    now = moment_of_request(request, clock, calendar, "at")
    policy = policies.policy(organisation_of_request(request), now.date())
    return advice_on(question, policy, now, calendar, danger(question, policy)), policy


def as_json(advice: Advice, policy: Policy) -> dict[str, Any]:
    """The advice as `heard advise` gives it: answer, sources, contacts, entry, alternatives."""
    found = advice.found
    sources = (found.entry.source,) if found else ()
    return {
        "answer": " ".join(answer_text(advice, policy)),
        "sources": [{"document": source.document, "paragraph": source.paragraph} for source in sources],
        "contacts": [
            {"name": one.contact.name, "phone": one.contact.phone, "open_now": one.open_now}
            for one in advice.contacts
        ],
        "entry": found.entry.id if found else None,
        "alternatives": [other.id for other in found.alternatives] if found else [],
    }
