"""What holds for an organisation on a date, as its files say it: for people who read and change packs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.adapters.packs.building import InForce, effective_date, placeholder_words, wording_of
from bot.adapters.packs.folders import Pack, Rule, RuleName, Value
from bot.adapters.packs.journeys import Asked, Draft, Words
from bot.adapters.packs.plain import Naming, naming


@dataclass(frozen=True, slots=True)
class Holding:
    """The rules of a chain of packs (the organisation's own last), with those that hold as at a date."""

    packs: tuple[Pack, ...]
    rules: Mapping[RuleName, Rule]
    drafts: tuple[Draft, ...]
    as_at: date
    wording: Mapping[str, str]
    words: Words
    name: Naming
    called: str

    @property
    def pack(self) -> Pack:
        """The organisation's own pack."""
        return self.packs[-1]

    def of(self, kind: str) -> Iterator[tuple[Rule, Any]]:
        """The rules of a kind with the content that holds, in the policy's order."""
        return InForce(self.rules, self.as_at).of(kind)

    def value(self, rule: Rule) -> Value | None:
        """The value of ``rule`` that holds, which may be one that ends it."""
        held = [value for value in rule.values if value.content.from_ <= self.as_at]
        return held[-1] if held else None

    def questions(self) -> dict[str, Asked]:
        """Every question by its id, in the journey's order."""
        return {asked.text.id: asked for draft in self.drafts for asked in draft.questions}


def holding(
    packs: tuple[Pack, ...], rules: Mapping[RuleName, Rule], drafts: tuple[Draft, ...], as_at: date
) -> Holding:
    """What the rules of ``packs`` hold on a date, never before the document began."""
    when = effective_date(packs[-1], as_at)
    wording = wording_of(packs, InForce(rules, when))
    words = placeholder_words(wording)
    return Holding(packs, rules, drafts, when, wording, words, naming(drafts, words), packs[-1].id)
