"""Two policies side by side: what the second tightens, what it loosens and what merely differs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.adapters.packs.holding import Holding
from bot.adapters.packs.journeys import Asked
from bot.adapters.packs.loosening import WATCHED, Less, asked_less
from bot.adapters.packs.plain import hours, said, within
from bot.adapters.packs.schemas import CONTENT, Dated, WithinText
from bot.safeguarding.conditions import ALWAYS, NEVER

Effect = Literal["tightens", "loosens", "differs"]
_CALLED = {
    "criteria": "ground for MARAC",
    "indicators": "sign that asks for judgement",
    "repeat": "repeat rule",
    "referrals": "referral",
    "gateways": "sharing gateway",
    "sharing": "sharing rule",
    "actions": "action",
    "cautions": "caution",
    "contacts": "contact",
    "documents": "document to draft",
    "retention": "retention",
    "levels": "risk levels",
    "instrument": "instrument",
    "office_hours": "working hours",
}
_NOT_BY_RULE = {"advice", "wording", "spots", "danger"}
_TERMS = ("client_word", "case_system", "housing_system")
_UNSEEN = {"from_", "source", "approved_by", "asks", "review_by", "checked_on", "could"}
_NAMES = ("name", "title")


@dataclass(frozen=True, slots=True)
class Difference:
    """One sentence about the second policy compared with the first, and where each says so ("" where not)."""

    effect: Effect
    rule: str
    sentence: str
    first: str
    second: str


def differences(first: Holding, second: Holding) -> Iterator[Difference]:
    """Every difference, kind by kind in the order of a policy, then the questions of the journey.

    One policy on two dates is called "before" and "after" in the sentences.
    """
    if first.pack.id == second.pack.id:
        first, second = replace(first, called="before"), replace(second, called="after")
    yield from _terms(first, second)
    for kind in (kind for kind in CONTENT if kind not in _NOT_BY_RULE):
        ours = {rule.id: content for rule, content in first.of(kind)}
        theirs = {rule.id: content for rule, content in second.of(kind)}
        for rule_id in dict.fromkeys([*ours, *theirs]):
            yield from _Pair(
                first, second, kind, rule_id, ours.get(rule_id), theirs.get(rule_id)
            ).differences()
    yield from _answers(first, second)
    yield from _questions(first, second)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A rule as each of two policies has it, ``None`` where it has none."""

    first: Holding
    second: Holding
    kind: str
    rule_id: str
    ours: Any
    theirs: Any

    def differences(self) -> Iterator[Difference]:
        if self.ours is None or self.theirs is None:
            yield self._alone()
            return
        looser, tighter = self._sides()
        unclear = {a.field for a in looser if a.condition} & {b.field for b in tighter if b.condition}
        for less in (one for one in looser if one.field not in unclear):
            yield self._says("loosens", less.looser + self._cases(less))
        for less in (one for one in tighter if one.field not in unclear):
            yield self._says("tightens", less.stricter + self._cases(less))
        done = {one.field for one in (*looser, *tighter)} - unclear
        if "threshold" in done and "parts" not in unclear:
            done.add("parts")  # the count stands in both; other parts are said above
        for name in type(self.ours).model_fields:
            if name not in done | _UNSEEN and getattr(self.ours, name) != getattr(self.theirs, name):
                yield from self._field(name)

    def _sides(self) -> tuple[tuple[Less, ...], tuple[Less, ...]]:
        return asked_less(self.kind, self.ours, self.theirs), asked_less(self.kind, self.theirs, self.ours)

    def _cases(self, less: Less) -> str:
        """Where each applies, for a condition that is wider or narrower."""
        return f" ({self._each(less.field)})" if less.condition and less.field != "parts" else ""

    def _each(self, field: str) -> str:
        one = _shown(getattr(self.ours, field), self.first)
        other = _shown(getattr(self.theirs, field), self.second)
        return f"{self.first.called}: {one}; {self.second.called}: {other}"

    def _alone(self) -> Difference:
        which: Effect = "differs"
        if self.kind in WATCHED:
            which = "loosens" if self.theirs is None else "tightens"
        has, lacks = (self.first, self.second) if self.theirs is None else (self.second, self.first)
        text = getattr(self.ours if self.theirs is None else self.theirs, "text", "")
        told = f": {has.words(text)}" if text else ""
        return self._says(which, f"{has.called} has it, {lacks.called} does not{told}")

    def _field(self, name: str) -> Iterator[Difference]:
        if _shown(getattr(self.ours, name), self.first) != _shown(getattr(self.theirs, name), self.second):
            yield self._says("differs", f"{name.replace('_', ' ')} ({self._each(name)})")

    def _says(self, effect: Effect, what: str) -> Difference:
        content, holder = (self.ours, self.first) if self.theirs is None else (self.theirs, self.second)
        sentence = f"The {_CALLED.get(self.kind, self.kind)} {_title(self.rule_id, content, holder)}: {what}"
        rule = f"{self.kind}/{self.rule_id}"
        return Difference(effect, rule, _stopped(sentence), _where(self.ours), _where(self.theirs))


def _title(rule_id: str, content: Any, holder: Holding) -> str:
    named = next((getattr(content, name) for name in _NAMES if getattr(content, name, "")), "")
    return f"'{holder.words(named)}'" if named else f"'{rule_id}'"


def _stopped(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _where(content: Dated | None) -> str:
    return f"{content.source.document} {content.source.paragraph}" if content else ""


def _shown(value: Any, holder: Holding) -> str:
    match value:
        case None | "" | []:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case str():
            return f'"{holder.words(value).rstrip(".")}"'
        case int():
            return str(value)
        case WithinText():
            return within(value)
        case list():
            return _listed(value, holder)
    return said(value, holder.name) if value in (ALWAYS, NEVER) else f"where {said(value, holder.name)}"


def _listed(values: list[Any], holder: Holding) -> str:
    if all(hasattr(one, "opens") for one in values):
        return hours(values)
    if all(hasattr(one, "when") for one in values):
        return "; ".join(f"where {said(one.when, holder.name)}" for one in values)
    if all(hasattr(one, "number") for one in values):
        return "; ".join(f"{one.number} {one.topic}" for one in values)
    return ", ".join(str(one) for one in values)


def _terms(first: Holding, second: Holding) -> Iterator[Difference]:
    for key in _TERMS:
        one, other = first.wording.get(key, ""), second.wording.get(key, "")
        if one != other:
            sentence = (
                f"The {key.replace('_', ' ')} is '{one}' for {first.called}, '{other}' for {second.called}."
            )
            yield Difference("differs", f"wording/{key}", sentence, "", "")


def _answers(first: Holding, second: Holding) -> Iterator[Difference]:
    """One sentence for the policy questions that each alone answers, and one for those both answer otherwise."""
    ours, theirs = dict(_advice(first)), dict(_advice(second))
    groups = {
        f"{first.called} alone answers": [one.title for key, one in ours.items() if key not in theirs],
        f"{second.called} alone answers": [one.title for key, one in theirs.items() if key not in ours],
        "Answered in other words": [
            one.title for key, one in theirs.items() if key in ours and ours[key].answer != one.answer
        ],
    }
    yield from _grouped(groups, "advice")


def _advice(held: Holding) -> Iterator[tuple[str, Any]]:
    return ((rule.id, content) for rule, content in held.of("advice"))


def _grouped(groups: dict[str, list[str]], rule: str) -> Iterator[Difference]:
    for what, titles in groups.items():
        if titles:
            named = ", ".join(f"'{title}'" for title in dict.fromkeys(titles))
            yield Difference("differs", rule, f"{what}: {named}.", "", "")


def _questions(first: Holding, second: Holding) -> Iterator[Difference]:
    """One sentence for the questions of each alone, and one for those that both ask, but not alike."""
    ours, theirs = first.questions(), second.questions()
    alone = {
        f"{first.called} alone asks": [first.words(one.text.label) for key, one in ours.items() if key not in theirs],
        f"{second.called} alone asks": [second.words(one.text.label) for key, one in theirs.items() if key not in ours],
        "Asked in other words, or of other cases": [
            second.words(one.text.label) for key, one in theirs.items() if key in ours and not _same(ours[key], one)
        ],
    }  # fmt: skip
    yield from _grouped(alone, "journey")


def _same(one: Asked, other: Asked) -> bool:
    return all(
        getattr(one.text, name) == getattr(other.text, name) for name in ("text", "ask_when", "choices")
    )
