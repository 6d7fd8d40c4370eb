"""One organisation's policy on a date as a document: numbered parts, each value with its paragraph and date."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from bot.adapters.packs import Holding
from bot.adapters.packs.folders import Rule
from bot.adapters.packs.plain import hours, said, within
from bot.safeguarding.conditions import ALWAYS, NEVER

_WIDTH = 110
_STATUS = {
    "confirmed": "",
    "not_rechecked": "Not rechecked",
    "in_doubt": "In doubt",
    "blocked": "not to be given",
}
_FOR = {"staff": "For staff", "client": "", "perpetrator": "For people who use abuse"}


def policy_lines(held: Holding) -> Iterator[str]:
    """The policy, part by part. Each value ends with its document, its paragraph and the date it holds from."""
    yield from _title(held)
    parts = {
        "When a case goes to MARAC": _criteria,
        "Signs that ask for professional judgement": _indicators,
        "Referrals": _referrals,
        "Sharing with and without consent": _sharing,
        "Deadlines": _deadlines,
        "What to do, in order": _actions,
        "Contacts": _contacts,
        "Levels and keeping": _keeping,
    }
    for n, (heading, part) in enumerate(parts.items(), 1):
        yield ""
        yield f"{n}. {heading}"
        yield ""
        yield from part(held)


def _title(held: Holding) -> Iterator[str]:
    head = held.pack.head
    review = f", for review by {head.document.review_by:%-d %B %Y}" if head.document.review_by else ""
    yield head.name
    yield f"{head.document.title}, from {head.document.from_:%-d %B %Y}{review}"
    yield f"As at {held.as_at:%-d %B %Y}. Owner: {head.owner}."
    if len(held.packs) > 1:
        yield f"Built on {' and '.join(pack.head.name for pack in reversed(held.packs[:-1]))}."


def _criteria(held: Holding) -> Iterator[str]:
    for _, criterion in held.of("criteria"):
        count = f" Threshold: {criterion.threshold}." if criterion.threshold else ""
        ways = "; or where ".join(said(part.when, held.name) for part in criterion.parts)
        yield from _value(held, f"{criterion.name}.{count} Met where {ways}", criterion)
    for _, repeat in held.of("repeat"):
        yield from _value(held, f"{repeat.text} Months: {repeat.months}", repeat)


def _indicators(held: Holding) -> Iterator[str]:
    for _, sign in held.of("indicators"):
        yield from _value(held, f"{sign.text}: where {said(sign.when, held.name)}", sign)


def _referrals(held: Holding) -> Iterator[str]:
    for _, referral in held.of("referrals"):
        yield from _value(held, f"{referral.name}. {_stopped(referral.reason)} {referral.how}", referral)
        for word, when in (("Required", referral.required_when), ("Offered", referral.offered_when)):
            if when == ALWAYS:
                yield f"      Always {word.lower()}."
            elif when != NEVER:
                yield from _wrapped(f"{word} where {said(when, held.name)}.", "      ")
        if referral.within:
            yield from _wrapped(f"Within {within(referral.within)}.", "      ")


def _sharing(held: Holding) -> Iterator[str]:
    gateways = {rule.id: content for rule, content in held.of("gateways")}
    for rule, sharing in held.of("sharing"):
        how = "Only with consent." if sharing.consent_only else _without(held, sharing)
        yield from _value(held, f"{rule.id}: {_stopped(sharing.shared)} {how}", sharing)
    yield ""
    yield "  The grounds in law"
    for gateway in gateways.values():
        yield from _value(held, gateway.text, gateway)


def _without(held: Holding, sharing: Any) -> str:
    if sharing.without_consent_when == NEVER:
        return "With consent."
    form = f", on the form {sharing.form}" if sharing.form else ""
    grounds = ", ".join(sharing.gateways)
    return f"Without consent where {said(sharing.without_consent_when, held.name)}, by {grounds}{form}."


def _deadlines(held: Holding) -> Iterator[str]:
    for _, office in held.of("office_hours"):
        yield from _value(held, f"Working hours are {hours(office.hours)}", office)
    timed: list[tuple[str, Any]] = [(rule.id, content) for rule, content in _timed(held)]
    for name, content in timed:
        shown = getattr(content, "name", "") or content.text
        done = (
            f" Done when '{content.resolved_by}' is answered." if getattr(content, "resolved_by", "") else ""
        )
        limit = f"within {within(content.within)}. " if content.within else ""
        yield from _value(held, f"{name}: {limit}{_stopped(shown)}{done}", content)
        yield from _wrapped(_and_then(content), "      ")
    if not timed:
        yield "  The documents give no time limit."


def _is_timed(content: Any) -> bool:
    return bool(content.within or getattr(content, "every", None))


def _and_then(content: Any) -> str:
    """How often it comes back, and what to do where the time was missed."""
    again = f"Then every {within(content.every)}." if getattr(content, "every", None) else ""
    times = f" {content.times} times in all." if getattr(content, "times", None) else ""
    missed = f" If it is missed: {content.when_missed}" if getattr(content, "when_missed", "") else ""
    return f"{again}{times}{missed}".strip()


def _timed(held: Holding) -> Iterator[tuple[Rule, Any]]:
    for kind in ("referrals", "actions"):
        yield from ((rule, content) for rule, content in held.of(kind) if _is_timed(content))


def _actions(held: Holding) -> Iterator[str]:
    for n, (_, action) in enumerate(held.of("actions"), 1):
        limit = f" Within {within(action.within)}." if action.within else ""
        yield from _value(held, f"{_stopped(action.text)}{limit} By: {action.owner}", action, f"{n}.")


def _contacts(held: Holding) -> Iterator[str]:
    names = {rule.id: content.name for rule, content in held.of("contacts")}
    for _, contact in held.of("contacts"):
        if contact.status == "blocked":
            yield from _value(
                held, f"{contact.name}: not to be given. Give {names[contact.successor]}", contact
            )
            continue
        reach = ", ".join(way for way in (contact.phone, contact.email, contact.web) if way)
        notes = [contact.says, _FOR[contact.audience], _STATUS[contact.status], contact.doubt]
        if contact.checked_on:
            notes.append(f"Checked on {contact.checked_on:%-d %B %Y}")
        if contact.out_of_hours:
            notes.append(f"At other times: {names[contact.out_of_hours]}")
        noted = " ".join(_stopped(note) for note in notes if note)
        yield from _value(held, f"{contact.name}: {reach}. {_open(contact)}. {noted}", contact)


def _open(contact: Any) -> str:
    if contact.always:
        return "Day and night"
    holidays = ", bank holidays too" if contact.bank_holidays else ", not on bank holidays"
    return f"{hours(contact.hours)}{holidays}" if contact.hours else "Hours not known"


def _keeping(held: Holding) -> Iterator[str]:
    for _, levels in held.of("levels"):
        yield from _value(held, f"The levels in use are {', '.join(levels.levels)}", levels)
    for _, retention in held.of("retention"):
        yield from _value(held, f"A closed case is kept for {retention.months} months", retention)


def _value(held: Holding, text: str, content: Any, mark: str = "") -> Iterator[str]:
    source = f"[{content.source.document} {content.source.paragraph}, from {content.from_:%-d %B %Y}]"
    lead = f"  {mark} " if mark else "  "
    yield from _wrapped(f"{_stopped(held.words(text))} {source}", lead)


def _wrapped(text: str, lead: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent=lead, subsequent_indent="      ", break_long_words=False,
                break_on_hyphens=False)  # fmt: skip


def _stopped(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
