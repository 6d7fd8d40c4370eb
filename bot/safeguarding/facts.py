"""What a case says, as the flat facts that conditions are written over."""

from collections.abc import Iterable, Mapping

from bot.safeguarding.case import Case, Value
from bot.safeguarding.conditions import Facts, FactValue
from bot.safeguarding.policy import Policy
from bot.safeguarding.retraction import stands_at_yes

ADULT_AGE = 18
"""A child is under 18 (Sevenoaks 0.4); from then on it is adults' services."""


def item_key(number: int) -> str:
    """The key under which the answer to an item of the instrument is recorded."""
    return f"dash_{number}"


def facts_of_case(case: Case, policy: Policy) -> dict[str, FactValue]:
    """What holds now: every current answer under its key, ticked lists as sets, and ``any.*`` of groups.

    What was not asked, was skipped or was withdrawn is not there. Nothing computed is added. A yes to an
    item of the instrument, or to the judgement, that was taken back or skipped counts on until it is said to
    have been a slip.
    """
    held = {key: _as_fact(entry.value) for key, entry in case.current.items()}
    once_yes = {entry.key for entry in case.entries if entry.value == "yes"}
    guarded = ("judgement.high_risk", *(item_key(item.number) for item in policy.instrument.items))
    held |= {
        key: "yes"
        for key in guarded
        if key in once_yes and (stands_at_yes(key, case) or _skipped_after_yes(key, case))
    }
    return with_groups(
        {key: value for key, value in held.items() if value is not None}, policy.journey.groups
    )


def with_groups(facts: Mapping[str, FactValue], groups: Iterable[str]) -> dict[str, FactValue]:
    """``facts`` and, for each of ``groups``, ``any.<group>.<rest>``: the values over all its members.

    A member of the group ``child`` who is 18 or over is left out of the children's sets, and so is everyone
    in it once the answer has been changed to "there are no children".
    """
    wanted = frozenset(groups)
    over: dict[str, frozenset[str]] = {}
    for key, value in facts.items():
        group, _, rest = key.partition(".")
        member, dot, name = rest.partition(".")
        if group in wanted and dot and _counts(facts, group, member):
            found = value if isinstance(value, frozenset) else frozenset({str(value)})
            over[f"any.{group}.{name}"] = over.get(f"any.{group}.{name}", frozenset()) | found
    return {**facts, **over}


def is_grown_up(facts: Facts, group: str, member: str) -> bool:
    """Whether the member is down as a child and is 18 or over."""
    age = facts.get(f"{group}.{member}.age")
    return group == "child" and isinstance(age, int) and age >= ADULT_AGE


def grown_up_children(facts: Facts) -> bool:
    """Whether anyone who is down as a child is 18 or over."""
    return any(is_grown_up(facts, "child", key.split(".")[1]) for key in facts if key.startswith("child."))


def _counts(facts: Facts, group: str, member: str) -> bool:
    if group == "child" and facts.get("children.any") == "no":
        return False
    return not is_grown_up(facts, group, member)


def _skipped_after_yes(key: str, case: Case) -> bool:
    """Whether the question was answered with yes and skipped when it was asked again."""
    if key not in case.current or case.value(key) is not None:
        return False
    said = [entry.value for entry in case.history(key) if entry.value is not None and not entry.withdrawn]
    return bool(said) and said[-1] == "yes"


def _as_fact(value: Value) -> FactValue | None:
    return frozenset(value) if isinstance(value, tuple) else value
