"""Conditions as packs write them: a mapping whose keys are verbs or facts, all of which must hold."""

from collections.abc import Callable, Iterator
from typing import Any

from pydantic_core import PydanticCustomError

from bot.safeguarding.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    FactIs,
    Unless,
)

Place = tuple[str | int, ...]


def read_condition(data: Any, at: Place = ()) -> Condition:
    """The condition that ``data`` writes; an empty mapping always holds.

    Raises PydanticCustomError whose context has ``at`` (the place inside the condition), ``found``,
    ``allowed`` and ``do``.
    """
    if isinstance(data, (AllOf, AnyOf, AtLeast, FactIs, Unless)):
        return data
    if not isinstance(data, dict):
        raise _wrong(at, _shown(data), "a mapping of facts and verbs", "write fact: value")
    parts = tuple(_VERBS.get(key, _fact_reader(key))(value, (*at, key)) for key, value in data.items())
    return parts[0] if len(parts) == 1 else AllOf(parts) if parts else ALWAYS


def facts_of(condition: Condition) -> Iterator[tuple[str, frozenset[str] | None]]:
    """Each fact that ``condition`` reads, with the values it is compared with (``None`` for a number)."""
    match condition:
        case FactIs(fact, values):
            yield fact, values
        case AtLeast(fact, _):
            yield fact, None
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from facts_of(part)
        case Unless(part):
            yield from facts_of(part)


def implies(given: Condition, then: Condition) -> bool:
    """Whether ``then`` is sure to hold wherever ``given`` does. False also where it cannot be told."""
    if given == then:
        return True
    match given:
        case AnyOf(parts):
            return all(implies(part, then) for part in parts)
        case AllOf(parts) if any(implies(part, then) for part in parts):
            return True
    return _implied(given, then)


def _implied(given: Condition, then: Condition) -> bool:
    match then:
        case AnyOf(parts):
            return any(implies(given, part) for part in parts)
        case AllOf(parts):
            return all(implies(given, part) for part in parts)
        case FactIs(fact, values):
            return isinstance(given, FactIs) and given.fact == fact and given.values <= values
        case AtLeast(fact, count):
            return isinstance(given, AtLeast) and given.fact == fact and given.count >= count
    return False


def _parts(data: Any, at: Place) -> tuple[Condition, ...]:
    if not isinstance(data, list):
        raise _wrong(at, _shown(data), "a list of conditions", "start each with a dash")
    return tuple(read_condition(part, (*at, n)) for n, part in enumerate(data))


def _all_of(data: Any, at: Place) -> Condition:
    return AllOf(_parts(data, at))


def _any_of(data: Any, at: Place) -> Condition:
    return AnyOf(_parts(data, at))


def _unless(data: Any, at: Place) -> Condition:
    return Unless(read_condition(data, at))


def _at_least(data: Any, at: Place) -> Condition:
    if not isinstance(data, dict) or len(data) != 1:
        raise _wrong(at, _shown(data), "one fact and its number", "write at_least: {fact: number}")
    fact, count = next(iter(data.items()))
    if isinstance(count, bool) or not isinstance(count, int):
        raise _wrong((*at, fact), _shown(count), "a whole number", "write the number without quotation marks")
    return AtLeast(fact, count)


def _fact_reader(fact: str) -> Callable[[Any, Place], Condition]:
    def read(data: Any, at: Place) -> Condition:
        values = data if isinstance(data, list) else [data]
        if not values:
            raise _wrong(at, "an empty list", "at least one value", "write the values")
        return FactIs(fact, frozenset(_word(value, at) for value in values))

    return read


def _word(value: Any, at: Place) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise _wrong(
        at, _shown(value), "a word, a number or a list of them", 'write the word, "yes" and "no" quoted'
    )


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"a bare {str(value).lower()}"
    return f"'{value}'" if isinstance(value, (str, int)) else "a list or a mapping"


def _wrong(at: Place, found: str, allowed: str, do: str) -> PydanticCustomError:
    context = {"at": at, "found": found, "allowed": allowed, "do": do}
    return PydanticCustomError("condition", "{found}", context)


_VERBS: dict[str, Callable[[Any, Place], Condition]] = {
    "all_of": _all_of,
    "any_of": _any_of,
    "unless": _unless,
    "at_least": _at_least,
}
