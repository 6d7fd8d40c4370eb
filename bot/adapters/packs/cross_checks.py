"""What rules of one kind must be to each other: contacts that stand in, questions told apart by their ids."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from bot.adapters.packs.faults import Fault
from bot.adapters.packs.folders import Rule, RuleName, Value
from bot.adapters.packs.journeys import Asked, Draft

Contacts = Mapping[str, Value]


def instrument_items(rules: Mapping[RuleName, Rule]) -> frozenset[int]:
    """The numbers of every instrument's topics; empty where no pack of the chain brings one."""
    values = [value for rule in rules.values() if rule.kind == "instrument" for value in rule.values]
    return frozenset(item.number for value in values for item in getattr(value.content, "items", ()))


def wording_faults(rules: Mapping[RuleName, Rule]) -> Iterator[Fault]:
    """Keys that stand in one pack alone and are nearly a key of another: a slip that would change nothing."""
    values = [value for rule in rules.values() if rule.kind == "wording" for value in rule.values]
    for value in values:
        others = {key for other in values if other.pack != value.pack for key in _keys(other)}
        for key in _keys(value):
            near = (
                []
                if key in others
                else get_close_matches(key, sorted(others - _keys(value)), n=1, cutoff=0.9)
            )
            if near:
                found, allowed = (
                    f"the unknown wording '{key}'",
                    "a key that the program says, such as " + near[0],
                )
                yield value.sheet.fault((*value.at, "texts", key), found, allowed, f"write '{near[0]}'")


def _keys(value: Value) -> frozenset[str]:
    return frozenset(getattr(value.content, "texts", ()))


def contact_faults(rules: Mapping[RuleName, Rule]) -> Iterator[Fault]:
    """Dead contacts that lead to none that answers, and lines for staff that do not say when they answer."""
    last = {rule.id: rule.values[-1] for rule in rules.values() if rule.kind == "contacts" and rule.values}
    held: Contacts = {name: value for name, value in last.items() if not value.ends}
    for name, value in held.items():
        yield from _dead_end(name, value, held)
        yield from _without_hours(name, value, held)


def _dead_end(name: str, value: Value, held: Contacts) -> Iterator[Fault]:
    successor = getattr(value.content, "successor", None)
    if successor is None or (successor not in held and successor != name):
        return
    if successor == name or getattr(held[successor].content, "status", "") == "blocked":
        found = f"'{successor}' as successor, which is blocked itself"
        allowed = ", ".join(
            sorted(n for n, v in held.items() if getattr(v.content, "status", "") != "blocked")
        )
        yield value.sheet.fault((*value.at, "successor"), found, allowed, "name a contact that answers")


def _without_hours(name: str, value: Value, held: Contacts) -> Iterator[Fault]:
    contact = value.content
    if getattr(contact, "status", "blocked") == "blocked":
        return
    said = any(getattr(contact, key) for key in ("hours", "always", "hours_not_known"))
    stands_in = any(getattr(other.content, "out_of_hours", None) == name for other in held.values())
    if getattr(contact, "phone", "") and not said and not stands_in:
        allowed = "hours, always: true, or hours_not_known: true"
        yield value.sheet.fault(value.at, "a line without its hours", allowed, "add one")


def question_faults(drafts: Iterable[Draft], items: frozenset[int]) -> Iterator[Fault]:
    """Ids that stand in two stages, and items of the instrument that do not exist or are asked twice."""
    asked = [one for draft in drafts for one in draft.questions]
    by_id: dict[str, Asked] = {}
    by_item: dict[int, Asked] = {}
    for one in asked:
        yield from _again(by_id.setdefault(one.text.id, one), one, "id", one.text.id)
        item = one.text.instrument_item
        if item is None:
            continue
        yield from _again(by_item.setdefault(item, one), one, "instrument_item", f"item {item}")
        if items and item not in items:
            yield _fault(
                one,
                "instrument_item",
                f"item {item}",
                f"an item of the instrument, {min(items)} to {max(items)}",
            )


def _again(first: Asked, one: Asked, key: str, shown: str) -> Iterator[Fault]:
    if first is not one:
        yield _fault(one, key, f"'{shown}' again, after {first.file.sheet.file}", "each once in the journey")


def _fault(one: Asked, key: str, found: str, allowed: str) -> Fault:
    return one.file.sheet.fault((*one.at, key), found, allowed, "correct or remove it")
