"""What one rule says about another: contacts, gateways, documents, facts, placeholders and sources."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from bot.adapters.packs.building import PLACEHOLDERS
from bot.adapters.packs.conditions import facts_of
from bot.adapters.packs.cross_checks import contact_faults, instrument_items, question_faults, wording_faults
from bot.adapters.packs.faults import Fault
from bot.adapters.packs.folders import Pack, Rule, RuleName, Value
from bot.adapters.packs.journeys import Draft
from bot.adapters.packs.reading import Path_, Sheet
from bot.adapters.packs.schemas import REQUIRED, SourceText
from bot.adapters.packs.validation import did_you_mean
from bot.adapters.packs.vocabulary import Vocabulary
from bot.safeguarding.conditions import AllOf, AnyOf, AtLeast, Condition, FactIs, Unless
from bot.safeguarding.policy import DESTINATIONS

_CONDITIONS = (AllOf, AnyOf, AtLeast, FactIs, Unless)
_BRACES = re.compile(r"\{([^{}]*)\}")
_EVERYWHERE = frozenset(PLACEHOLDERS)
_RUNTIME = {"criteria": frozenset({"n", "threshold"}), "journey": frozenset({"member"})}
_FILLED_LATER = ("wording", "spots", "danger")
_LINKS = {"contacts": "contacts", "successor": "contacts", "out_of_hours": "contacts", "gateways": "gateways",
          "template": "documents"}  # fmt: skip
_KEYS = ("locked_until", "resolved_by")


class References:
    """Checks the rules and stages of a chain of packs against each other."""

    def __init__(
        self, packs: tuple[Pack, ...], rules: Mapping[RuleName, Rule], drafts: tuple[Draft, ...]
    ) -> None:
        self.packs = packs
        self.rules = rules
        self.drafts = drafts
        self.vocabulary = Vocabulary(rules, drafts)
        self.documents = sorted(_documents(packs))
        self.items = instrument_items(rules)

    def faults(self) -> Iterator[Fault]:
        """Every reference that leads nowhere."""
        yield from self._missing_kinds()
        for rule in self.rules.values():
            yield from self._recipient(rule)
            for value in rule.values:
                yield from self._value(rule.kind, value)
            yield from self._item(rule)
        for draft in self.drafts:
            yield from self._stage(draft)
        yield from contact_faults(self.rules)
        yield from wording_faults(self.rules)
        yield from question_faults(self.drafts, self.items)

    def _item(self, rule: Rule) -> Iterator[Fault]:
        if rule.kind == "spots" and rule.item not in self.items and self.items:
            found = f"item {rule.item}" if rule.item else "no item"
            allowed = f"an item of the instrument, {min(self.items)} to {max(self.items)}"
            yield rule.sheet.fault(("item",), found, allowed, "write item: and its number")
        for value in rule.values:
            for n, item in enumerate(getattr(value.content, "could", ())):
                if item not in self.items:
                    allowed = f"an item of the instrument, {min(self.items)} to {max(self.items)}"
                    yield value.sheet.fault((*value.at, "could", n), f"item {item}", allowed, "correct it")

    def _missing_kinds(self) -> Iterator[Fault]:
        pack = self.packs[-1]
        present = {kind for kind, _ in self.rules}
        for kind in REQUIRED:
            if pack.head.organisation and kind not in present:
                yield pack.sheet.fault(
                    (), f"no {kind}", f"an organisation needs {kind}", f"add {pack.id}/{kind}/"
                )

    def _recipient(self, rule: Rule) -> Iterator[Fault]:
        if rule.kind in ("referrals", "sharing") and rule.id not in DESTINATIONS and rule.values:
            allowed = ", ".join(DESTINATIONS)
            yield rule.values[0].sheet.fault(
                ("id",), f"'{rule.id}'", allowed, did_you_mean(rule.id, list(DESTINATIONS))
            )

    def _value(self, kind: str, value: Value) -> Iterator[Fault]:
        allowed = None if kind in _FILLED_LATER else _EVERYWHERE | _RUNTIME.get(kind, frozenset())
        yield from self._walk(value.content, value.sheet, value.at, allowed)
        for name, wanted in _LINKS.items():
            yield from self._links(value, name, wanted)
        for name in _KEYS:
            key = getattr(value.content, name, "")
            if key:
                yield from self._fact(key, None, value.sheet, (*value.at, name))

    def _links(self, value: Value, name: str, wanted: str) -> Iterator[Fault]:
        held = getattr(value.content, name, None)
        if not held:
            return
        known = sorted(rule_id for kind, rule_id in self.rules if kind == wanted)
        for n, link in enumerate(held if isinstance(held, list) else [held]):
            if link and link not in known:
                place = (*value.at, name, n) if isinstance(held, list) else (*value.at, name)
                found, allowed = f"'{link}', which is not among {wanted}", ", ".join(known) or "none yet"
                yield value.sheet.fault(place, found, allowed, did_you_mean(link, known))

    def _stage(self, draft: Draft) -> Iterator[Fault]:
        allowed = _EVERYWHERE | _RUNTIME["journey"]
        for asked in draft.questions:
            yield from self._walk(asked.text, asked.file.sheet, asked.at, allowed)
            group = asked.text.group
            if group and group not in self.vocabulary.groups:
                known = sorted(self.vocabulary.groups)
                found, place = f"the unknown group '{group}'", (*asked.at, "group")
                yield asked.file.sheet.fault(place, found, ", ".join(known), did_you_mean(group, known))
        for name, (text, file) in draft.groups.items():
            yield from self._walk(text, file.sheet, ("groups", name), allowed)

    def _walk(self, data: Any, sheet: Sheet, at: Path_, allowed: frozenset[str] | None) -> Iterator[Fault]:
        if data is None or isinstance(data, str):
            if data and allowed is not None and "{" in data:
                yield from _placeholders(data, sheet, at, allowed)
        elif isinstance(data, _CONDITIONS):
            yield from self._condition(data, sheet, at)
        elif isinstance(data, SourceText):
            yield from self._source(data, sheet, at)
        else:
            for key, inner in _parts(data):
                yield from self._walk(inner, sheet, (*at, key), allowed)

    def _source(self, source: SourceText, sheet: Sheet, at: Path_) -> Iterator[Fault]:
        if source.document not in self.documents:
            found, do = (
                f"the unknown document '{source.document}'",
                "correct it, or name it under cites in pack.yml",
            )
            yield sheet.fault((*at, "document"), found, ", ".join(self.documents), do)

    def _condition(self, condition: Condition, sheet: Sheet, at: Path_) -> Iterator[Fault]:
        for fact, values in facts_of(condition):
            yield from self._fact(fact, values, sheet, at)

    def _fact(self, fact: str, values: frozenset[str] | None, sheet: Sheet, at: Path_) -> Iterator[Fault]:
        if not self.vocabulary.knows(fact):
            if not self.vocabulary.is_complete:
                return
            do = did_you_mean(fact, sorted(self.vocabulary.facts))
            yield sheet.fault(
                sheet.place_of(at, fact),
                f"the unknown fact '{fact}'",
                "a question's key or a fact worked out from them",
                do,
            )
            return
        allowed = self.vocabulary.values(fact)
        for value in sorted((values or frozenset()) - allowed) if allowed is not None else ():
            found = f"'{value}', which {fact} is never"
            yield sheet.fault(
                sheet.place_of(at, fact, value),
                found,
                ", ".join(sorted(allowed or ())),
                did_you_mean(value, sorted(allowed or ())),
            )


def _documents(packs: Iterable[Pack]) -> set[str]:
    return {name for pack in packs for name in (pack.id, pack.head.document.id, *pack.head.cites)}


def _placeholders(text: str, sheet: Sheet, at: Path_, allowed: frozenset[str]) -> Iterator[Fault]:
    for name in _BRACES.findall(text):
        if name not in allowed:
            found, known = f"the unknown placeholder {{{name}}}", sorted(allowed)
            yield sheet.fault(at, found, ", ".join(f"{{{one}}}" for one in known), did_you_mean(name, known))


def _parts(data: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(data, BaseModel):
        for name, field in type(data).model_fields.items():
            yield field.alias or name, getattr(data, name)
    elif is_dataclass(data):
        yield from ((field.name, getattr(data, field.name)) for field in fields(data))
    elif isinstance(data, dict):
        yield from data.items()
    elif isinstance(data, list):
        yield from enumerate(data)
