"""What was asked and answered so far, for a page that was loaded again."""

import re
from collections.abc import Mapping

from bot.safeguarding.case import Case, Entry
from bot.safeguarding.journey import Journey, Question

Line = dict[str, str]


def transcript(case: Case, journey: Journey) -> list[Line]:
    """Every entry that belongs to a question, oldest first, as ``asked``, ``answered`` and ``at``."""
    questions = {question.id: question for stage in journey.stages for question in stage.questions}
    lines = (_line(entry, questions) for entry in case.entries if not entry.withdrawn)
    return [line for line in lines if line]


def _line(entry: Entry, questions: Mapping[str, Question]) -> Line | None:
    question = questions.get(entry.key) or questions.get(_without_member(entry.key))
    if question is None or entry.value is None:
        return None
    return {
        "asked": question.label or question.text,
        "answered": _answered(entry, question),
        "at": entry.at.isoformat(),
    }


def _answered(entry: Entry, question: Question) -> str:
    if isinstance(entry.value, tuple):
        return ", ".join(_label(value, question) for value in entry.value) or "None of these"
    return entry.text or _label(str(entry.value), question)


def _label(value: str, question: Question) -> str:
    usual = {"yes": "Yes", "no": "No", "not_known": "Don't know", "done": "Done"}
    labels = {choice.value: choice.label for choice in question.choices}
    return labels.get(value) or usual.get(value, value)


def _without_member(key: str) -> str:
    return re.sub(r"^([a-z_]+)\.[^.]+\.", r"\1.", key)
