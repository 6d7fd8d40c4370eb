"""When a rule holds: a fixed set of verbs over facts. No expressions, no code.

``Facts`` maps a fact's name to its value: ``"yes"``, ``"no"``, ``"not_known"``, another word, an int, a date
or a frozenset of ticked values. A fact that is not there was not asked, and no condition reads it as no.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never

FactValue = str | int | date | frozenset[str]
Facts = Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class FactIs:
    """The fact is one of ``values`` (or, for a ticked list, holds one of them)."""

    fact: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The number recorded under ``fact`` is ``count`` or more."""

    fact: str
    count: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds. With no parts: always."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds. With no parts: never."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Unless:
    """The part does not hold."""

    part: "Condition"


Condition = FactIs | AtLeast | AllOf | AnyOf | Unless
ALWAYS = AllOf(())
NEVER = AnyOf(())


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether ``condition`` holds for ``facts``."""
    match condition:
        case FactIs(fact, values):
            return _is(facts.get(fact), values)
        case AtLeast(fact, count):
            value = facts.get(fact)
            return isinstance(value, int) and value >= count
        case AllOf(parts):
            return all(holds(part, facts) for part in parts)
        case AnyOf(parts):
            return any(holds(part, facts) for part in parts)
        case Unless(part):
            return not holds(part, facts)
        case _:
            assert_never(condition)


def met_parts(condition: Condition, facts: Facts) -> tuple[FactIs | AtLeast, ...]:
    """The single facts that make ``condition`` hold, in the order written: what a reason names."""
    match condition:
        case FactIs() | AtLeast():
            return (condition,) if holds(condition, facts) else ()
        case AllOf(parts) | AnyOf(parts):
            return tuple(leaf for part in parts for leaf in met_parts(part, facts))
        case Unless():
            return ()
        case _:
            assert_never(condition)


def _is(value: FactValue | None, wanted: frozenset[str]) -> bool:
    if isinstance(value, frozenset):
        return bool(value & wanted)
    return value is not None and str(value) in wanted
