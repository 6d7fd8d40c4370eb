"""The policies of every organisation there is a pack for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import RLock

from bot.adapters.packs.building import InForce, build_policy, effective_date, wording_of
from bot.adapters.packs.cases import case_faults, question_faults
from bot.adapters.packs.faults import Fault, FaultyPackError
from bot.adapters.packs.folders import (
    CaseFile,
    Pack,
    Rule,
    RuleName,
    read_cases,
    read_head,
    read_pack,
    read_phrases,
    read_questions,
)
from bot.adapters.packs.holding import Holding, holding
from bot.adapters.packs.inheritance import Heads, chain_of, merged_rules
from bot.adapters.packs.journeys import Draft, merged_stages
from bot.adapters.packs.references import References
from bot.safeguarding.errors import PackError, UnknownOrganisationError
from bot.safeguarding.policy import Policy


@dataclass(frozen=True, slots=True)
class PackSummary:
    """A pack on a list."""

    id: str
    name: str
    extends: tuple[str, ...]
    organisation: bool
    document: str
    holds_from: date
    review_by: date | None


@dataclass(frozen=True, slots=True)
class Phrases:
    """What people say: of each topic, by its number in the instrument, and of danger right now."""

    spots: Mapping[int, tuple[str, ...]]
    danger_phrases: tuple[str, ...]


class YamlPolicies:
    """Fills ``bot.application.ports.Policies`` from a folder of packs. Each file is read once."""

    def __init__(self, packs_dir: Path) -> None:
        self.packs_dir = packs_dir
        self._lock = RLock()
        self._packs: dict[str, Pack | None] = {}
        self._faults: dict[str, list[Fault]] = {}
        self._checked: dict[str, tuple[Fault, ...]] = {}
        self._chains: dict[str, tuple[tuple[Pack, ...], dict[RuleName, Rule]]] = {}
        self._policies: dict[tuple[str, date], Policy] = {}

    def organisations(self) -> tuple[str, ...]:
        """The organisations there are packs for, in alphabetical order."""
        return tuple(sorted(name for name, (head, _) in self._heads[0].items() if head.organisation))

    def summaries(self) -> tuple[PackSummary, ...]:
        """Every pack, in alphabetical order, those that are no organisation of their own too."""
        return tuple(self._summary(name) for name in sorted(self._heads[0]))

    def phrases(self, as_at: date) -> Phrases:
        """What people say that any pack lists: who reads a message need not know whose it is.

        A pack whose phrases cannot be read is passed over. Raises FaultyPackError where nothing is left.
        """
        spots: dict[int, tuple[str, ...]] = {}
        danger: tuple[str, ...] = ()
        found: list[Fault] = []
        for folder in self._folders():
            rules, faults = _phrases_in(folder)
            held = InForce({} if faults else rules, as_at)
            found.extend(faults)
            for rule, value in held.of("spots"):
                if rule.item is not None:
                    listed = (*spots.get(rule.item, ()), *value.phrases)
                    spots[rule.item] = tuple(dict.fromkeys(listed))
            danger += tuple(phrase for _, value in held.of("danger") for phrase in value.phrases)
        if found and not (spots and danger):
            raise FaultyPackError(tuple(found))
        return Phrases(spots, tuple(dict.fromkeys(danger)))

    def any_policy(self, as_at: date) -> Policy:
        """The first organisation's policy that can be used, for what is common to all. Raises PackError."""
        last: PackError = PackError("There is no policy pack of an organisation.")
        for org in self.organisations():
            try:
                return self.policy(org, as_at)
            except PackError as error:
                last = error
        raise last

    def policy(self, org: str, as_at: date) -> Policy:
        """The policy of ``org`` as at a date. Raises UnknownOrganisationError, FaultyPackError."""
        if org not in self.organisations() and not self._broken_head(org):
            known = ", ".join(self.organisations()) or "none"
            raise UnknownOrganisationError(
                f"There is no policy pack for '{org}'. There are packs for: {known}."
            )
        with self._lock:
            if (org, as_at) not in self._policies:
                self._policies[org, as_at] = self._build(org, as_at)
            return self._policies[org, as_at]

    def holding(self, org: str, as_at: date) -> Holding:
        """The rules of ``org`` that hold on a date, with their files. Raises as ``policy`` does."""
        self.policy(org, as_at)
        packs, rules = self._chains[org]
        return holding(packs, rules, self._stages(packs, as_at), as_at)

    def wording(self, pack: str, as_at: date) -> dict[str, str]:
        """The words of a pack and of those it builds on, of shared packs too, as far as they can be read."""
        self._chain_faults(pack)
        packs, rules = self._chains[pack]
        return wording_of(packs, InForce(rules, as_at))

    def faults(self) -> tuple[Fault, ...]:
        """Every fault of every file of every pack, pack tests included, in the order of files and lines."""
        found = list(self._heads[1])
        for pack in self._heads[0]:
            found.extend(self._chain_faults(pack))
            read_cases(self.packs_dir / pack, found)
            read_questions(self.packs_dir / pack, found)
        return tuple(sorted(set(found)))

    def faults_of(self, pack: str) -> tuple[Fault, ...]:
        """Every fault of one pack and of those it builds on, its tests' form included."""
        found = list(self._chain_faults(pack))
        read_cases(self.packs_dir / pack, found)
        read_questions(self.packs_dir / pack, found)
        return tuple(sorted(set(found)))

    def case_faults(self, *orgs: str) -> tuple[Fault, ...]:
        """What the tests of the packs of ``orgs`` (all where none is named) find; those with other faults are left out."""
        sound = [org for org in orgs or self.organisations() if not self._chain_faults(org)]
        found = [
            fault for org in sound for case in self._own_cases(org) for fault in case_faults(org, case, self)
        ]
        for org in sound:
            found.extend(question_faults(org, read_questions(self.packs_dir / org, []), self))
        return tuple(sorted(set(found)))

    def _own_cases(self, pack: str) -> tuple[CaseFile, ...]:
        return read_cases(self.packs_dir / pack, [])

    def cases(self, pack: str) -> tuple[CaseFile, ...]:
        """The tests beside the rules of ``pack``. Raises FaultyPackError where they cannot be read."""
        found: list[Fault] = []
        cases = read_cases(self.packs_dir / pack, found)
        if found:
            raise FaultyPackError(found)
        return cases

    def questions(self, pack: str) -> int:
        """How many questions the tests of ``pack`` ask of its advice."""
        return len(read_questions(self.packs_dir / pack, []))

    def counts(self) -> tuple[int, int]:
        """How many packs there are, and how many rules they hold together: files of rules and questions."""
        packs = [pack for pack in map(self._pack, self._heads[0]) if pack]
        questions = sum(len(file.text.questions) for pack in packs for file in pack.stages)
        return len(packs), sum(len(pack.rules) for pack in packs) + questions

    @cached_property
    def _heads(self) -> tuple[Heads, tuple[Fault, ...]]:
        faults: list[Fault] = []
        found = {folder.name: read_head(folder, faults) for folder in self._folders()}
        return {name: head for name, head in found.items() if head}, tuple(faults)

    def _folders(self) -> Iterator[Path]:
        if self.packs_dir.is_dir():
            yield from sorted(
                p for p in self.packs_dir.iterdir() if p.is_dir() and not p.name.startswith((".", "_"))
            )

    def _broken_head(self, org: str) -> bool:
        return org not in self._heads[0] and any(folder.name == org for folder in self._folders())

    def _summary(self, name: str) -> PackSummary:
        head = self._heads[0][name][0]
        chain = chain_of(name, self._heads[0], [])[:-1]
        document = head.document
        return PackSummary(
            name, head.name, chain, head.organisation, document.title, document.from_, document.review_by
        )

    def _build(self, org: str, as_at: date) -> Policy:
        faults = self._chain_faults(org)
        if faults:
            raise FaultyPackError(faults)
        packs, rules = self._chains[org]
        return build_policy(packs, rules, self._stages(packs, as_at), as_at)

    def _stages(self, packs: tuple[Pack, ...], as_at: date) -> tuple[Draft, ...]:
        return merged_stages(packs, effective_date(packs[-1], as_at), [])

    def _chain_faults(self, org: str) -> tuple[Fault, ...]:
        if org not in self._checked:
            self._checked[org] = self._check_chain(org)
        return self._checked[org]

    def _check_chain(self, org: str) -> tuple[Fault, ...]:
        if self._broken_head(org):
            return tuple(fault for fault in self._heads[1] if fault.file.startswith(f"{org}/"))
        found: list[Fault] = []
        chain = chain_of(org, self._heads[0], found)
        packs = tuple(pack for pack in map(self._pack, chain) if pack)
        for name in chain:
            found.extend(self._faults.get(name, ()))
        all_read = not found
        rules = merged_rules(packs, found)
        drafts = merged_stages(packs, date.max, found)
        if all_read:  # what a file that can't be read would have held can't be missed elsewhere
            found.extend(References(packs, rules, drafts).faults())
        self._chains[org] = (packs, rules)
        return tuple(found)

    def _pack(self, name: str) -> Pack | None:
        if name not in self._packs:
            self._faults[name] = []
            self._packs[name] = read_pack(self.packs_dir / name, self._faults[name])
        return self._packs[name]


def _phrases_in(folder: Path) -> tuple[dict[RuleName, Rule], list[Fault]]:
    faults: list[Fault] = []
    return {(rule.kind, rule.id): rule for rule in read_phrases(folder, faults)}, faults
