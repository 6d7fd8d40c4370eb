"""The journey of a pack and those it extends: whole stages, then each pack's changes to them, in order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, get_args

from bot.adapters.packs.faults import Fault
from bot.adapters.packs.folders import Pack, StageFile
from bot.adapters.packs.reading import Path_
from bot.adapters.packs.stage_schemas import GroupText, QuestionText, StageName
from bot.safeguarding.answers import Voice
from bot.safeguarding.journey import Choice, Group, Journey, Kind, Question, Remark, Stage
from bot.safeguarding.sources import Source

STAGES: tuple[str, ...] = get_args(StageName)
Words = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands after every change, with the file and place of its last change."""

    text: QuestionText
    file: StageFile
    at: Path_


@dataclass(slots=True)
class Draft:
    """A stage while packs add to it."""

    id: str
    title: str = ""
    intro: str = ""
    questions: list[Asked] = field(default_factory=list)
    groups: dict[str, tuple[GroupText, StageFile]] = field(default_factory=dict)

    def place(self, question: str) -> int | None:
        """Where the question with this id stands."""
        ids = [asked.text.id for asked in self.questions]
        return ids.index(question) if question in ids else None


def merged_stages(packs: Sequence[Pack], as_at: date, faults: list[Fault]) -> tuple[Draft, ...]:
    """The stages as at a date, in the journey's order; stages that no pack writes are left out."""
    drafts: dict[str, Draft] = {}
    for file in (file for pack in packs for file in pack.stages):
        if file.text.from_ <= as_at:
            _apply(drafts.setdefault(file.text.stage, Draft(file.text.stage)), file, faults)
    return tuple(drafts[stage] for stage in STAGES if stage in drafts)


def _apply(draft: Draft, file: StageFile, faults: list[Fault]) -> None:
    draft.title = file.text.title or draft.title
    draft.intro = file.text.intro if file.text.intro is not None else draft.intro
    draft.groups.update({name: (group, file) for name, group in file.text.groups.items()})
    for n, question in enumerate(file.text.questions):
        _append(draft, Asked(question, file, ("questions", n)), faults)
    _remove(draft, file, faults)
    _override(draft, file, faults)
    _add(draft, file, faults)


def _append(draft: Draft, asked: Asked, faults: list[Fault]) -> None:
    if draft.place(asked.text.id) is None:
        draft.questions.append(asked)
        return
    do = "use override to change a question of a pack that this one extends"
    faults.append(_fault(asked.file, asked.at, f"'{asked.text.id}' again", "each id once in a stage", do))


def _remove(draft: Draft, file: StageFile, faults: list[Fault]) -> None:
    for n, question in enumerate(file.text.remove):
        place = draft.place(question)
        if place is None:
            faults.append(_unknown(draft, file, ("remove", n), question))
        else:
            del draft.questions[place]


def _override(draft: Draft, file: StageFile, faults: list[Fault]) -> None:
    for n, change in enumerate(file.text.override):
        place = draft.place(change.id)
        if place is None:
            faults.append(_unknown(draft, file, ("override", n, "id"), change.id))
            continue
        changed = {name: getattr(change, name) for name in change.model_fields_set if name != "id"}
        text = draft.questions[place].text.model_copy(update=changed)
        draft.questions[place] = Asked(text, file, ("override", n))


def _add(draft: Draft, file: StageFile, faults: list[Fault]) -> None:
    for n, added in enumerate(file.text.add):
        place = draft.place(added.after)
        if place is None:
            faults.append(_unknown(draft, file, ("add", n, "after"), added.after))
        elif draft.place(added.id) is not None:
            faults.append(
                _fault(file, ("add", n, "id"), f"'{added.id}' again", "each id once", "use override")
            )
        else:
            draft.questions.insert(place + 1, Asked(added, file, ("add", n)))


def _unknown(draft: Draft, file: StageFile, at: Path_, question: str) -> Fault:
    known = ", ".join(asked.text.id for asked in draft.questions) or "no question yet"
    return _fault(file, at, f"the unknown question '{question}'", known, "name a question of this stage")


def _fault(file: StageFile, at: Path_, found: str, allowed: str, do: str) -> Fault:
    return file.sheet.fault(at, found, allowed, do)


def build_journey(drafts: Iterable[Draft], words: Words) -> Journey:
    """The journey that ``drafts`` make, with ``words`` filling the placeholders of every text."""
    held = tuple(drafts)
    stages = tuple(_stage(draft, words) for draft in held)
    groups = {name: _group(name, text, words) for draft in held for name, (text, _) in draft.groups.items()}
    return Journey(stages, groups)


def _stage(draft: Draft, words: Words) -> Stage:
    questions = tuple(_question(asked.text, draft.id, words) for asked in draft.questions)
    return Stage(draft.id, words(draft.title), words(draft.intro), questions)


def _group(name: str, text: GroupText, words: Words) -> Group:
    members: Mapping[str, str] = {member: words(label) for member, label in text.members.items()}
    return Group(name, words(text.label), text.opens_when, members, dict(text.member_when))


def _question(text: QuestionText, stage: str, words: Words) -> Question:
    plain: dict[str, Any] = {name: getattr(text, name) for name in _AS_WRITTEN}
    question = Question(
        stage=stage,
        kind=Kind(text.kind),
        text=words(text.text),
        label=words(text.label),
        why=words(text.why),
        source=Source(text.source.document, text.source.paragraph),
        **plain,
    )
    return replace(
        question,
        choices=tuple(Choice(c.value, words(c.label), tuple(c.also)) for c in text.choices),
        remarks=tuple(Remark(r.when, words(r.say), r.urgent) for r in text.remarks),
        voice=Voice(text.voice) if text.voice else None,
        hint=words(text.hint),
    )


_AS_WRITTEN = (
    "id",
    "ask_when",
    "speaker",
    "many",
    "may_skip",
    "group",
    "instrument_item",
    "lowest",
    "highest",
)
