"""Where a conversation stands: which questions a case is asked, and which comes next.

The place is worked out from what was recorded, never stored: after a pause, a crash or a changed answer the
same record always leads to the same question.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any

from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Case
from bot.safeguarding.conditions import Facts, FactValue, holds
from bot.safeguarding.journey import Group, Journey, Kind, Question, Stage

SKIPPED = None
DONE = "done"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put to one case: ``key`` is where its answer goes, ``member`` whose it is.

    ``member`` is the number or id of the group's member (``2``, ``marac``), empty outside groups;
    ``member_label`` is what to call it.
    """

    question: Question
    key: str
    member: str = ""
    member_label: str = ""


def asked_of(case: Case, journey: Journey, facts: Facts) -> Iterator[Asked]:
    """Every question this case is asked, in order: conditions met, one for each member of a group."""
    for stage in journey.stages:
        yield from asked_in(stage, case, journey, facts)


def asked_in(stage: Stage, case: Case, journey: Journey, facts: Facts) -> Iterator[Asked]:
    """The questions of one stage that this case is asked, in order."""
    for asked in _candidates(stage, case, journey, facts):
        if holds(asked.question.ask_when, facts_for(asked, case, facts)):
            yield asked


def next_open(case: Case, journey: Journey, facts: Facts) -> Asked | None:
    """The first question that still wants an answer, or ``None`` when the assessment is finished."""
    for stage in journey.stages:
        for asked in _candidates(stage, case, journey, facts):
            if not is_answered(asked, case) and holds(asked.question.ask_when, facts_for(asked, case, facts)):
                return asked
    return None


def answered_by_any(case: Case, journey: Journey, members: Mapping[str, str]) -> Iterator[Asked]:
    """Every question under whose key something is recorded, whether or not it is asked now.

    ``members`` are those there are (``names_of_members``); of others nothing is found.
    """
    for key in case.current:
        member, question = question_of(key, journey)
        if question is not None and question.group is None:
            yield Asked(question, key)
        elif question is not None and f"{question.group}.{member}" in members:
            yield Asked(question, key, member, members[f"{question.group}.{member}"])


def question_of(key: str, journey: Journey) -> tuple[str, Question | None]:
    """The member that an answer's key names (empty outside groups), and the question it answers, if any."""
    group, _, rest = key.partition(".")
    if group not in journey.groups:
        return "", journey.by_id.get(key)
    member, _, name = rest.partition(".")
    return member, journey.by_id.get(f"{group}.{name}")


def asked_by_key(key: str, case: Case, journey: Journey, facts: Facts) -> Asked | None:
    """The question whose answer goes under ``key``, whether or not its conditions hold."""
    member, question = question_of(key, journey)
    if question is None or question.group is None:
        return Asked(question, key) if question else None
    label = dict(_members(journey.groups[question.group], case, facts)).get(member)
    return None if label is None else Asked(question, key, member, label)


def is_answered(asked: Asked, case: Case) -> bool:
    """Whether nothing more is wanted under this key: answered, skipped, or (where many) ended."""
    question = asked.question
    if takes_several(question):
        return f"{asked.key}.done" in case.current
    if asked.key in case.current:
        return True
    return _said_already(question, case)


def takes_several(question: Question) -> bool:
    """Whether the question goes on taking messages until it is ended by "done"."""
    return question.many or question.kind is Kind.CHECKLIST


class MemberFacts(Mapping[str, FactValue]):
    """Facts as one member of a group has them: ``child.age`` is that child's own."""

    def __init__(self, group: str, member: str, case: Case, facts: Facts) -> None:
        self._names, self._own = f"{group}.", f"{group}.{member}."
        self._member, self._case, self._facts = member, case, facts

    def get(self, key: str, default: Any = None) -> Any:
        """The member's own answer where the name is the group's, else the fact of the case."""
        if key.startswith(self._names):
            rest = key[len(self._names) :]
            if rest == "member":
                return self._member
            entry = self._case.current.get(self._own + rest)
            if entry is not None and entry.value is not None:
                return fact_value(entry.value)
        return self._facts.get(key, default)

    def __getitem__(self, key: str) -> FactValue:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def facts_for(asked: Asked, case: Case, facts: Facts) -> Facts:
    """``facts`` with this member's own answers under the group's names (``child.age``)."""
    group = asked.question.group
    return facts if group is None else MemberFacts(group, asked.member, case, facts)


def fact_value(value: object) -> FactValue:
    """A recorded value as a fact: ticked values become a set."""
    return frozenset(value) if isinstance(value, tuple) else value  # type: ignore[return-value]


def stage_number(stage_id: str, journey: Journey) -> int:
    """The place of a stage in the journey, from 1; one more than the last for ``ended``."""
    ids = [stage.id for stage in journey.stages]
    return ids.index(stage_id) + 1 if stage_id in ids else len(ids) + 1


def _candidates(stage: Stage, case: Case, journey: Journey, facts: Facts) -> Iterator[Asked]:
    for group_id, run in groupby(stage.questions, key=lambda question: question.group):
        if group_id is None:
            yield from (Asked(question, question.id) for question in run)
        else:
            questions = tuple(run)
            for member, label in _members(journey.groups[group_id], case, facts):
                yield from (_for_member(question, member, label) for question in questions)


def _for_member(question: Question, member: str, label: str) -> Asked:
    assert question.group is not None
    rest = question.id.removeprefix(f"{question.group}.")
    return Asked(question, f"{question.group}.{member}.{rest}", member, label)


def _members(group: Group, case: Case, facts: Facts) -> Iterator[tuple[str, str]]:
    if not holds(group.opens_when, facts):
        return
    if group.members:
        for member, label in group.members.items():
            condition = group.member_when.get(member)
            if condition is None or holds(condition, facts):
                yield member, label
        return
    for number in count(1):
        yield str(number), _label(group, number, case)
        if case.value(f"{group.id}.{number}.another") != "yes":
            return


def _label(group: Group, number: int, case: Case) -> str:
    name = case.value(f"{group.id}.{number}.name")
    return name if isinstance(name, str) and name else f"{group.label} {number}"


def _said_already(question: Question, case: Case) -> bool:
    """A comment is not asked for where the practitioner confirmed earlier words for the same item."""
    if not question.id.startswith("dash_") or not question.id.endswith(".words"):
        return False
    item = case.current.get(question.id.removesuffix(".words"))
    return item is not None and any(
        case.entries[piece.entry - 1].voice is Voice.EXACT for piece in item.quotes
    )


def names_of_members(case: Case, journey: Journey, facts: Facts) -> Mapping[str, str]:
    """``<group>.<member>`` to what to call that member, for every member there is."""
    return {
        f"{group.id}.{member}": label
        for group in journey.groups.values()
        for member, label in _members(group, case, facts)
    }
