"""The policy of one organisation as at one date, made of its rules and stages."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any, TypeVar

from bot.adapters.packs.folders import Pack, Rule, RuleName
from bot.adapters.packs.journeys import Draft, Words, build_journey
from bot.adapters.packs.schemas import Dated, HoursText, SourceText, WithinText
from bot.safeguarding.conditions import ALWAYS
from bot.safeguarding.policy import (
    OFFICE_HOURS,
    ActionRule,
    AdviceEntry,
    Caution,
    Contact,
    Criterion,
    CriterionPart,
    DocumentRule,
    Gateway,
    Indicator,
    Instrument,
    Item,
    Opening,
    Policy,
    ReferralRule,
    RepeatRule,
    Retention,
    SharingRule,
    Within,
)
from bot.safeguarding.sources import Source

T = TypeVar("T")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class InForce:
    """The rules that hold on a date; before the pack's document began, those of its first day."""

    def __init__(self, rules: Mapping[RuleName, Rule], as_at: date) -> None:
        self.rules = rules
        self.as_at = as_at

    def of(self, kind: str) -> Iterator[tuple[Rule, Any]]:
        """The rules of a kind with the value that holds, in order, then by id."""
        held = [rule for (found, _), rule in self.rules.items() if found == kind]
        for rule in sorted(held, key=lambda rule: (rule.order, rule.id)):
            value = self._value(rule)
            if value is not None:
                yield rule, value

    def one(self, kind: str) -> tuple[Rule, Any]:
        """The only rule of a kind."""
        return next(self.of(kind))

    def _value(self, rule: Rule) -> Dated | None:
        held = [value for value in rule.values if value.content.from_ <= self.as_at]
        return held[-1].content if held and not held[-1].ends else None


def effective_date(pack: Pack, as_at: date) -> date:
    """The date as at which the pack is read: never before its document began."""
    return max(as_at, pack.head.document.from_)


def wording_of(packs: tuple[Pack, ...], rules: InForce) -> dict[str, str]:
    """Every term and sentence by key; a later pack's replaces an earlier one's."""
    order = [pack.id for pack in packs]
    found = list(rules.of("wording"))
    found.sort(key=lambda pair: order.index(pair[0].values[0].pack))
    terms = {key: text for _, value in found for key, text in value.texts.items()}
    return {"organisation": packs[-1].head.name, **_titles(packs), **terms}


def _titles(packs: tuple[Pack, ...]) -> dict[str, str]:
    """The title of every document that a source may name, under ``document.<id>``."""
    cited = {f"document.{name}": title for pack in packs for name, title in pack.head.cites.items()}
    return {**cited, **{f"document.{pack.head.document.id}": pack.head.document.title for pack in packs}}


def placeholder_words(wording: Mapping[str, str]) -> Words:
    """A function that puts the organisation's own terms into a text."""
    terms = {f"{{{name}}}": wording.get(key, "") for name, key in PLACEHOLDERS.items()}

    def words(text: str) -> str:
        for placeholder, term in terms.items():
            text = text.replace(placeholder, term)
        return text.strip()

    return words


PLACEHOLDERS = {
    "client": "client_word",
    "case_system": "case_system",
    "housing_system": "housing_system",
    "organisation": "organisation",
}


def build_policy(
    packs: tuple[Pack, ...], rules: Mapping[RuleName, Rule], stages: tuple[Draft, ...], as_at: date
) -> Policy:
    """The policy that ``rules`` and ``stages`` make for the last of ``packs``. Required kinds are there."""
    pack = packs[-1]
    held = InForce(rules, effective_date(pack, as_at))
    wording = wording_of(packs, held)
    words = placeholder_words(wording)
    _, levels = held.one("levels")
    return Policy(
        org=pack.id,
        name=pack.head.name,
        as_at=as_at,
        review_by=pack.head.document.review_by,
        instrument=_instrument(*held.one("instrument")),
        criteria=tuple(_criterion(rule, value, words) for rule, value in held.of("criteria")),
        indicators=tuple(_indicator(rule, value, words) for rule, value in held.of("indicators")),
        repeat=_repeat(held.one("repeat")[1], words),
        referrals=tuple(_referral(rule, value, words) for rule, value in held.of("referrals")),
        gateways={
            rule.id: Gateway(rule.id, words(v.text), _source(v.source)) for rule, v in held.of("gateways")
        },
        sharing=tuple(_sharing(rule, value, words) for rule, value in held.of("sharing")),
        actions=tuple(_action(rule, value, words) for rule, value in held.of("actions")),
        warnings=_cautions(pack, held, as_at, words),
        contacts={rule.id: _contact(rule, value, words) for rule, value in held.of("contacts")},
        advice=tuple(_advice(rule, value, words) for rule, value in held.of("advice")),
        documents=tuple(_document(rule, value, words) for rule, value in held.of("documents")),
        journey=build_journey(stages, words),
        wording={key: words(text) for key, text in wording.items()},
        retention=_retention(held.one("retention")[1]),
        office_hours=_office_hours(held),
        levels=tuple(levels.levels),
        medium_when=levels.medium_when,
        danger_phrases=tuple(phrase for _, value in held.of("danger") for phrase in value.phrases),
        spots={rule.item: tuple(value.phrases) for rule, value in held.of("spots") if rule.item is not None},
    )


def _source(text: SourceText) -> Source:
    return Source(text.document, text.paragraph)


def _within(text: WithinText | None) -> Within | None:
    return Within(text.count, text.unit) if text else None


def _instrument(rule: Rule, text: Any) -> Instrument:
    return Instrument(rule.id, text.name, tuple(Item(item.number, item.topic) for item in text.items))


def _criterion(rule: Rule, text: Any, words: Words) -> Criterion:
    def say(reason: str) -> str:
        return words(reason.replace("{threshold}", str(text.threshold)))

    parts = tuple(CriterionPart(part.when, say(part.reason)) for part in text.parts)
    return Criterion(
        rule.id,
        words(text.name),
        parts,
        say(text.not_met),
        _source(text.source),
        tuple(text.could),
        text.threshold,
    )


def _indicator(rule: Rule, text: Any, words: Words) -> Indicator:
    return Indicator(rule.id, words(text.text), text.when, _source(text.source))


def _repeat(text: Any, words: Words) -> RepeatRule:
    return RepeatRule(text.months, words(text.text), _source(text.source))


def _referral(rule: Rule, text: Any, words: Words) -> ReferralRule:
    return ReferralRule(
        to=rule.id,  # type: ignore[arg-type]  # checked with the other references
        name=words(text.name),
        required_when=text.required_when,
        offered_when=text.offered_when,
        within=_within(text.within),
        source=_source(text.source),
        reason=words(text.reason),
        how=words(text.how),
        template=text.template,
    )


def _sharing(rule: Rule, text: Any, words: Words) -> SharingRule:
    return SharingRule(
        to=rule.id,  # type: ignore[arg-type]  # checked with the other references
        without_consent_when=text.without_consent_when,
        gateways=tuple(text.gateways),
        form=text.form,
        shared=words(text.shared),
        source=_source(text.source),
        consent_only=text.consent_only,
        out_of_reach_when=text.out_of_reach_when,
    )


def _action(rule: Rule, text: Any, words: Words) -> ActionRule:
    return ActionRule(
        id=rule.id,
        text=words(text.text),
        owner=words(text.owner),
        when=text.when,
        source=_source(text.source),
        lowers=words(text.lowers),
        within=_within(text.within),
        resolved_by=text.resolved_by,
        when_missed=words(text.when_missed),
        every=_within(text.every),
        times=text.times,
    )


def _cautions(pack: Pack, held: InForce, as_at: date, words: Words) -> tuple[Caution, ...]:
    written = tuple(Caution(v.when, words(v.text), _source(v.source)) for _, v in held.of("cautions"))
    document = pack.head.document
    if as_at >= document.from_:
        return written
    text = f"{document.title} holds from {document.from_:%-d %B %Y}. It was used here for an earlier date."
    return (*written, Caution(ALWAYS, text, Source(document.id, "title page")))


def _contact(rule: Rule, text: Any, words: Words) -> Contact:
    hours = tuple(opening for line in text.hours for opening in _openings(line))
    plain = {name: getattr(text, name) for name in _CONTACT_AS_WRITTEN}
    says, doubt = words(text.says), words(text.doubt)
    return Contact(
        id=rule.id,
        name=words(text.name),
        says=says,
        doubt=doubt,
        hours=hours,
        source=_source(text.source),
        **plain,
    )


_CONTACT_AS_WRITTEN = ("phone", "email", "web", "status", "audience", "always", "bank_holidays", "checked_on",
                       "successor", "out_of_hours")  # fmt: skip


def _openings(line: HoursText) -> Iterator[Opening]:
    for day in line.days:
        yield Opening(_DAYS.index(day), _time(line.opens), _time(line.closes))


def _office_hours(held: InForce) -> tuple[Opening, ...]:
    found = [
        opening for _, value in held.of("office_hours") for line in value.hours for opening in _openings(line)
    ]
    return tuple(found) or OFFICE_HOURS


def _time(clock: str) -> time:
    return time.max if clock == "24:00" else time.fromisoformat(clock)


def _advice(rule: Rule, text: Any, words: Words) -> AdviceEntry:
    return AdviceEntry(
        id=rule.id,
        title=words(text.title),
        asks=tuple(words(ask) for ask in text.asks),
        answer=words(text.answer),
        source=_source(text.source),
        contacts=tuple(text.contacts),
        holds_from=text.from_,
        owner=text.owner,
        review_by=text.review_by,
    )


def _document(rule: Rule, text: Any, words: Words) -> DocumentRule:
    return DocumentRule(
        rule.id,
        words(text.title),
        text.when,
        text.neutral_name,
        text.locked_until,
        words(text.locked_text),
        text.to,
    )


def _retention(text: Any) -> Retention:
    return Retention(text.months, _source(text.source))
