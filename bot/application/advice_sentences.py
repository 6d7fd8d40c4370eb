"""Advice in words: 999 first in danger, the answer with its paragraph, the numbers with what is known of them."""

from datetime import date

from bot.application.advising import Advice, AdviceAnswer
from bot.application.contacts import ShownContact
from bot.safeguarding.policy import AdviceEntry, Contact, Policy
from bot.safeguarding.sources import Source


def answer_text(advice: Advice, policy: Policy) -> tuple[str, ...]:
    """What to do and which paragraph says so; where nothing fits, that it is not known and whom to ask."""
    urgent = (policy.wording["advice_danger"],) if advice.urgent else ()
    if advice.found is None:
        return (*urgent, policy.wording["advice_unknown"])
    return (*urgent, *_found(advice.found, policy))


def advice_sentences(advice: Advice, policy: Policy) -> tuple[str, ...]:
    """The answer and the contacts, the one to ring first before the others."""
    return (*answer_text(advice, policy), *(contact_line(shown, policy) for shown in advice.contacts))


def why_sentences(entry: AdviceEntry, policy: Policy, late: bool) -> tuple[str, ...]:
    """Which paragraph an entry puts into words, from when, who owns it and when it is to be looked at again."""
    wording = policy.wording
    parts = [cited_in(entry.source, policy)]
    if entry.holds_from:
        parts.append(f"{wording['advice_from']} {_day(entry.holds_from)}")
    if entry.owner:
        parts.append(f"{wording['advice_owner']}: {entry.owner}")
    if entry.review_by:
        parts.append(f"{wording['advice_review']} {_day(entry.review_by)}")
    return (f"{entry.title}: {', '.join(parts)}.", *_late(late, policy))


def contact_line(shown: ShownContact, policy: Policy) -> str:
    """A contact on one line: name, how to reach it, whether it answers now, what it is for, and any doubt."""
    contact, wording = shown.contact, policy.wording
    reach = contact.phone or contact.email or contact.web
    hours = {True: wording["open_now"], False: wording["closed_now"], None: ""}[shown.open_now]
    first = ", ".join(part for part in (f"{contact.name}: {reach}", hours, _doubt(contact, policy)) if part)
    return " ".join(
        part for part in (f"{first.rstrip('.')}.", contact.says, _checked(contact, policy)) if part
    )


def cited_in(source: Source, policy: Policy) -> str:
    """A paragraph as a reader knows it: of the organisation's own policy, or with the document's title."""
    if source.document == policy.org:
        return f"{policy.wording['own_policy']} {source.paragraph}"
    return f"{policy.wording.get(f'document.{source.document}', source.document)}, {source.paragraph}"


def _found(found: AdviceAnswer, policy: Policy) -> tuple[str, ...]:
    answer = f"{found.entry.answer} ({cited_in(found.entry.source, policy)})"
    return (answer, *_late(found.review_passed, policy))


def _late(late: bool, policy: Policy) -> tuple[str, ...]:
    return (policy.wording["advice_review_passed"],) if late else ()


def _doubt(contact: Contact, policy: Policy) -> str:
    return f"{policy.wording['in_doubt']}: {contact.doubt}" if contact.status == "in_doubt" else ""


def _checked(contact: Contact, policy: Policy) -> str:
    """When the number was last checked; of one that was not, what is not sure about it."""
    if contact.checked_on:
        return f"{policy.wording['advice_checked']} {_day(contact.checked_on)}."
    doubt = contact.doubt if contact.status == "not_rechecked" else ""
    return " ".join(part for part in (policy.wording["advice_not_checked"], doubt) if part)


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
