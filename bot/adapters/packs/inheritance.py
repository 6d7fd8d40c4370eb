"""A pack and those it extends, as one set of rules. A later pack's value replaces an earlier pack's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.adapters.packs.faults import Fault
from bot.adapters.packs.folders import Pack, Rule, RuleName, Value
from bot.adapters.packs.head_schemas import PackText
from bot.adapters.packs.loosening import asked_less
from bot.adapters.packs.reading import Sheet

Heads = Mapping[str, tuple[PackText, Sheet]]


def chain_of(pack: str, heads: Heads, faults: list[Fault]) -> tuple[str, ...]:
    """The packs that ``pack`` builds on, furthest first, itself last, up to an unknown or repeated one."""
    chain = [pack]
    while (parent := heads[chain[0]][0].extends) is not None:
        if parent not in heads or parent in chain:
            faults.append(_no_parent(parent, heads, heads[chain[0]][1]))
            break
        chain.insert(0, parent)
    return tuple(chain)


def _no_parent(parent: str, heads: Heads, sheet: Sheet) -> Fault:
    known = ", ".join(sorted(heads))
    if parent in heads:
        return sheet.fault(
            ("extends",), f"'{parent}', which comes back to this pack", known, "break the circle"
        )
    return sheet.fault(("extends",), f"the unknown pack '{parent}'", known, "correct it or add the pack")


def merged_rules(packs: Sequence[Pack], faults: list[Fault]) -> dict[RuleName, Rule]:
    """The rules of ``packs`` (furthest first) together. Wording stays a rule a pack: it merges by key."""
    merged: dict[RuleName, Rule] = {}
    for pack in packs:
        for (kind, rule_id), rule in pack.rules.items():
            name = (kind, f"{pack.id}/{rule_id}") if kind == "wording" else (kind, rule_id)
            _report_own_loosening(rule, faults)
            merged[name] = _over(merged[name], rule, faults) if name in merged else rule
    return merged


def _over(parent: Rule, child: Rule, faults: list[Fault]) -> Rule:
    if not child.values:
        return parent
    first = child.values[0].content.from_
    before = tuple(value for value in parent.values if value.content.from_ < first)
    _report_loosening(parent, child, faults)
    return replace(child, values=before + child.values)


def _report_loosening(parent: Rule, child: Rule, faults: list[Fault]) -> None:
    for value in child.values:
        held = _held(parent, value)
        if held is not None:
            faults.extend(_loosenings(parent.kind, held, value))


def _report_own_loosening(rule: Rule, faults: list[Fault]) -> None:
    """A later value may not quietly ask less than the one before it in the same file."""
    for earlier, later in pairwise(rule.values):
        if not earlier.ends:
            faults.extend(_loosenings(rule.kind, earlier, later))


def _held(parent: Rule, child: Value) -> Value | None:
    held = [value for value in parent.values if value.content.from_ <= child.content.from_]
    return held[-1] if held and not held[-1].ends else None


def _loosenings(kind: str, held: Value, value: Value) -> Iterator[Fault]:
    if value.content.approved_by is not None:
        return
    for less in asked_less(kind, held.content, value.content):
        yield value.sheet.fault(
            (*value.at, less.field),
            f"{less.looser}, which is looser than {held.sheet.file}:{held.sheet.line(held.at)}",
            "the same or stricter than what held before",
            "tighten it, or add approved_by: {role: ..., on: ...}",
        )
