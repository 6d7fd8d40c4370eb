"""Answering a question about the policy from the pack's own entries: the entry that fits best, or none.

Nothing is composed: an answer is an entry as its owner wrote it. What is asked is kept nowhere.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.application.advice_elsewhere import ELSEWHERE
from bot.application.advice_index import Index
from bot.application.contacts import ShownContact, shown_contacts
from bot.safeguarding.policy import AdviceEntry, Policy
from bot.safeguarding.working_time import Calendar

IN_DANGER, ADVISERS, AFTER_HOURS = "immediate-danger", "seek-advice", "helplines"
"""Entries that every pack has: danger now, whom to ask without names, and which line answers at this hour."""

EMERGENCY, LEADS = "police-emergency", "safeguarding-leads"
"""Contacts: 999, and the leads of an organisation whose pack gives a way to reach them."""

APART, TIMES = 0.05, 1.15
"""How much better (fits run from 0 to 1.4) an entry must fit than every subject that is not the policy's: so many
times as well and so much more."""

_MOST_ALTERNATIVES = 3
_ALTERNATIVE = 0.2
_ASKS, _TITLE, _ANSWER = 1.0, 2.0, 1.0


@dataclass(frozen=True, slots=True)
class AdviceAnswer:
    """The entry that answers a question, whom to reach now, and the entries that came next.

    ``review_passed`` says that the entry is past its review date and should be checked with its owner.
    """

    entry: AdviceEntry
    contacts: tuple[ShownContact, ...]
    alternatives: tuple[AdviceEntry, ...]
    review_passed: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """What is said to a question: ``found``, or nothing that the policy holds. ``contacts`` come in either case.

    ``urgent``: the question may speak of danger now, so that 999 comes before everything.
    """

    found: AdviceAnswer | None
    contacts: tuple[ShownContact, ...]
    urgent: bool


def advice_on(question: str, policy: Policy, now: datetime, calendar: Calendar, urgent: bool) -> Advice:
    """The advice of ``policy`` at ``now`` (aware). In danger 999 comes first; where nothing fits, whom to ask."""
    entries = ranked_entries(question, policy.advice) or (_named(IN_DANGER, policy) if urgent else ())
    found = _answer(entries, policy, now, calendar) if entries else None
    ids = found.entry.contacts if found else _whom_to_ask(policy)
    if urgent and EMERGENCY in policy.contacts:
        ids = (EMERGENCY, *(one for one in ids if one != EMERGENCY))
    return Advice(found, _reachable(ids, policy, now, calendar), urgent)


def answer_question(question: str, policy: Policy, now: datetime, calendar: Calendar) -> AdviceAnswer | None:
    """The best answer to ``question`` at ``now`` (aware), or ``None`` where no entry fits well enough."""
    entries = ranked_entries(question, policy.advice)
    return _answer(entries, policy, now, calendar) if entries else None


def is_past_review(entry: AdviceEntry, now: datetime, calendar: Calendar) -> bool:
    """Whether the entry should have been looked at again by ``now``."""
    return entry.review_by is not None and entry.review_by < now.astimezone(calendar.zone).date()


def ranked_entries(question: str, entries: tuple[AdviceEntry, ...]) -> tuple[AdviceEntry, ...]:
    """The entries that fit ``question``, best first; none where it is about something else or nothing fits well."""
    fits = _index(entries).fits(question)
    fit, elsewhere = fits[: len(entries)], max(fits[len(entries) :], default=0.0)
    best = max(fit, default=0.0)
    if best < TIMES * elsewhere + APART:
        return ()
    order = sorted(range(len(entries)), key=lambda n: (-fit[n], n))
    return tuple(entries[n] for n in order if fit[n] >= _ALTERNATIVE * best)


def _answer(
    entries: tuple[AdviceEntry, ...], policy: Policy, now: datetime, calendar: Calendar
) -> AdviceAnswer:
    best, *others = entries
    contacts = shown_contacts(best.contacts, policy.contacts, now, calendar)
    late = is_past_review(best, now, calendar)
    return AdviceAnswer(best, contacts, tuple(others[:_MOST_ALTERNATIVES]), late)


def _named(entry_id: str, policy: Policy) -> tuple[AdviceEntry, ...]:
    return tuple(entry for entry in policy.advice if entry.id == entry_id)


def _whom_to_ask(policy: Policy) -> tuple[str, ...]:
    """The organisation's own safeguarding leads, then those whom its policy names for advice."""
    leads = tuple(one for one in (LEADS,) if one in policy.contacts)
    advisers = tuple(one for entry in _named(ADVISERS, policy) for one in entry.contacts)
    return leads + tuple(one for one in advisers if one not in (LEADS, EMERGENCY))


def _reachable(
    ids: tuple[str, ...], policy: Policy, now: datetime, calendar: Calendar
) -> tuple[ShownContact, ...]:
    """The contacts of ``ids``; where all whose hours are known are closed, a line that answers now comes first."""
    shown = shown_contacts(ids, policy.contacts, now, calendar)
    wanting = any(one.open_now is False for one in shown) and not any(one.open_now for one in shown)
    if not wanting or any(one.contact.audience == "perpetrator" for one in shown):
        return shown
    others = [one for entry in _named(AFTER_HOURS, policy) for one in entry.contacts if one != EMERGENCY]
    open_ones = [one for one in shown_contacts(others, policy.contacts, now, calendar) if one.open_now]
    return (*open_ones[:1], *shown)


@lru_cache(maxsize=8)
def _index(entries: tuple[AdviceEntry, ...]) -> Index:
    """The index of a pack's entries, built once, with what is asked elsewhere after them."""
    return Index([*(_texts(entry) for entry in entries), *([(subject, 1.0)] for subject in ELSEWHERE)])


def _texts(entry: AdviceEntry) -> list[tuple[str, float]]:
    asks = [(ask, _ASKS) for ask in entry.asks]
    return [(entry.title, _TITLE), (entry.answer, _ANSWER), *asks]
