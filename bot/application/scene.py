"""Everything one turn needs to know before it decides: the case, the policy, the facts, the open question."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.application.access import check_may_read
from bot.application.conversation import Reply, Turn
from bot.application.lobby import lobby_case
from bot.application.ports import Standing
from bot.application.world import World
from bot.safeguarding.assessment import Assessment, assess, is_computed
from bot.safeguarding.case import Case, Entry, Slice
from bot.safeguarding.conditions import FactValue
from bot.safeguarding.held import held_facts
from bot.safeguarding.policy import Policy
from bot.safeguarding.progress import Asked, asked_by_key, next_open
from bot.safeguarding.retraction import unresolved_retraction


class CaseFacts(Mapping[str, FactValue]):
    """The facts of a case. What has to be worked out (level, referrals, sharing) is worked out when first asked for."""

    def __init__(self, base: Mapping[str, FactValue], work_out: Callable[[], Assessment]) -> None:
        self._base = dict(base)
        self._work_out = work_out
        self._assessment: Assessment | None = None

    @property
    def assessment(self) -> Assessment:
        """The assessment of these facts."""
        if self._assessment is None:
            self._assessment = self._work_out()
            self._base |= dict(self._assessment.computed)
        return self._assessment

    def get(self, key: str, default: Any = None) -> Any:
        """The fact's value; ``default`` where it was not asked."""
        value = self._base.get(key)
        if value is None and self._assessment is None and is_computed(key):
            self.assessment  # noqa: B018 - fills in the computed facts
            value = self._base.get(key)
        return default if value is None else value

    def __getitem__(self, key: str) -> FactValue:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[str]:
        return iter(self._base)

    def __len__(self) -> int:
        return len(self._base)


@dataclass(frozen=True, slots=True)
class _FactsOf:
    entries: tuple[Entry, ...]
    facts: CaseFacts
    asked: dict[str | None, Asked | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scene:
    """One turn's surroundings. ``case.id`` is empty while no case is open; ``asked`` is the open question."""

    turn: Turn
    world: World
    policy: Policy
    case: Case
    facts: CaseFacts
    asked: Asked | None
    last: Reply | None
    now: datetime

    def with_case(self, case: Case) -> "Scene":
        """The same turn after the case has changed: facts and open question worked out anew."""
        facts, asked = _worked_out(case, self.policy, self.world)
        return replace(self, case=case, facts=facts, asked=asked)

    @property
    def offered(self) -> tuple[Slice, ...]:
        """Earlier words that the last reply showed beside the open question."""
        pieces = self.last.custom.get("earlier", ()) if self.last else ()
        return tuple(Slice(*piece) for piece in pieces)


def scene_of(turn: Turn, world: World, standing: Standing) -> Scene:
    """The scene of one turn, as the record has it. Raises NotYoursError in another practitioner's case."""
    last = standing.last
    case = standing.case or lobby_case(turn, last)
    if case.id:
        check_may_read(case, turn.practitioner)
    policy = world.policy(case.org, case.policy_on)
    facts, asked = _worked_out(case, policy, world)
    return Scene(turn, world, policy, case, facts, asked, last, turn.received_at)


def facts_about(case: Case, policy: Policy, world: World) -> CaseFacts:
    """The facts of a case under a policy. They depend on what is recorded alone, so they are worked out once."""
    return _kept_facts(case, policy, world).facts


def _worked_out(case: Case, policy: Policy, world: World) -> tuple[CaseFacts, Asked | None]:
    """The facts and the open question: both follow from what is recorded and from where the focus is."""
    kept = _kept_facts(case, policy, world)
    if case.focus not in kept.asked:
        kept.asked[case.focus] = open_question(case, policy, kept.facts)
    return kept.facts, kept.asked[case.focus]


def _kept_facts(case: Case, policy: Policy, world: World) -> _FactsOf:
    """What was worked out of these entries before; those of a turn that was not saved are not those of the next."""
    key = (case.id, len(case.entries), policy.org, policy.as_at)
    known = world.facts.get(key) if case.id else None
    if isinstance(known, _FactsOf) and known.entries == case.entries:
        return known
    base = held_facts(case, policy)
    facts = CaseFacts(base, lambda: assess(base, policy, case.opened_at, world.calendar))
    return world.facts.keep(key, _FactsOf(case.entries, facts))


def open_question(case: Case, policy: Policy, facts: CaseFacts) -> Asked | None:
    """The question that is open: one that a change raised, one the practitioner went back to, or the next."""
    raised = unresolved_retraction(case, policy)
    if raised is not None:
        return raised
    if case.focus is not None:
        asked = asked_by_key(case.focus.partition("@")[0], case, policy.journey, facts)
        if asked is not None:
            return asked
    return next_open(case, policy.journey, facts)
