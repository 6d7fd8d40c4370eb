"""Check your answers: everything on one list, each line with a number to change it by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.application.answering import choices_of
from bot.application.scene import Scene
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Entry
from bot.safeguarding.journey import Kind
from bot.safeguarding.progress import Asked, asked_of, is_answered

_NOT_LISTED = (Kind.NOTICE, Kind.FINDING, Kind.REVIEW, Kind.ACTIONS)


@dataclass(frozen=True, slots=True)
class Line:
    """One answer on the list. ``focus`` is what changing it asks again (``account@7`` for one entry of many)."""

    number: int
    stage: str
    label: str
    shown: str
    focus: str


def review_lines(scene: Scene) -> tuple[Line, ...]:
    """Every answer that holds now, in the order of the journey, numbered from 1; skipped ones say so."""
    rows = [row for asked in _listed(scene) for row in _rows(asked, scene)]
    return tuple(
        Line(number, asked.question.stage, _label(asked), shown, focus)
        for number, (asked, shown, focus) in enumerate(rows, 1)
    )


def review_messages(scene: Scene) -> list[str]:
    """The list, a message a stage."""
    lines = review_lines(scene)
    if not lines:
        return [scene.policy.wording["review_empty"]]
    messages = []
    for stage in scene.policy.journey.stages:
        own = [line for line in lines if line.stage == stage.id]
        if own:
            messages.append("\n".join([stage.title, *(f"{x.number}. {x.label}: {x.shown}" for x in own)]))
    return messages


def _listed(scene: Scene) -> Iterator[Asked]:
    for asked in asked_of(scene.case, scene.policy.journey, scene.facts):
        if asked.question.kind not in _NOT_LISTED and (
            is_answered(asked, scene.case) or asked.key in scene.case.current
        ):
            yield asked


def _rows(asked: Asked, scene: Scene) -> list[tuple[Asked, str, str]]:
    if asked.question.kind is Kind.WORDS:
        entries = scene.case.all_entries(asked.key)
        return [(asked, shown_entry(entry), f"{asked.key}@{entry.seq}") for entry in entries if entry.text]
    entry = scene.case.current.get(asked.key)
    return [(asked, shown_value(asked, entry, scene), asked.key)] if entry else []


def _label(asked: Asked) -> str:
    return (
        f"{asked.member_label.partition(' (')[0]} – {asked.question.label}"
        if asked.member
        else asked.question.label
    )


def shown_entry(entry: Entry) -> str:
    """Recorded words: exact words in quotation marks with who said them, anything else without."""
    if entry.voice is Voice.EXACT:
        return f"“{entry.text}”"
    marks = {Voice.REPORTED: "in summary", Voice.OBSERVATION: "seen", Voice.OPINION: "your view"}
    return f"({marks.get(entry.voice or Voice.REPORTED, 'noted')}) {entry.text}"


def shown_value(asked: Asked, entry: Entry, scene: Scene) -> str:
    """A closed answer as its label; a skipped one as skipped."""
    value = entry.value
    labels = {choice.value: choice.label for choice in choices_of(asked.question)}
    if value is None:
        return scene.policy.wording["skipped"]
    if isinstance(value, tuple):
        return ", ".join(labels.get(v, v) for v in value) or scene.policy.wording["none_ticked"]
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return labels.get(str(value), scene.policy.wording["not_known"] if value == "not_known" else str(value))
