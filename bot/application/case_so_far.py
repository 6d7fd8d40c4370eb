"""The case as it stands, for the person who writes it: what is met and why, what was said, who is told, what is due."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.application.outcomes import FINDING_KEY
from bot.application.review import Line, review_lines, shown_entry, shown_value
from bot.application.scene import Scene
from bot.application.summaries import cited
from bot.application.tasks import standing_of
from bot.application.timeline import Moment, timeline_of
from bot.application.upkeep_log import done_at
from bot.application.upkeep_tasks import Task, resolved_at, tasks_of
from bot.safeguarding.assessment import CriterionFinding, ReferralFinding, is_computed
from bot.safeguarding.case import Case, Entry
from bot.safeguarding.conditions import AllOf, AnyOf, AtLeast, Condition, FactIs, Unless
from bot.safeguarding.deadlines import due_text, is_late
from bot.safeguarding.journey import Kind
from bot.safeguarding.progress import Asked, asked_of, names_of_members

CHILD = "child"
_NOT_LINES = ("child.name", "child.another")
Json = dict[str, Any]


def case_so_far(scene: Scene) -> Json:
    """The case of ``scene`` as JSON.

    ``criteria``: ``met`` is ``True``, ``False``, or ``None`` where answers that are still open could meet it.
    ``said`` are the recorded words, whole, each with its entry's number. ``consents`` name each recipient that
    must or may be told. ``due`` is what is not done, earliest first, as ISO dates and times. ``timeline`` has
    each day with what is known of it, and last, where ``on`` is empty, what was told without one.
    """
    found, wording, undone = scene.facts.assessment, scene.policy.wording, _undone(scene)
    return {
        "level": found.level,
        "level_words": f"{wording[f'level_{found.level}']} {wording[f'refer_{found.refer}']}",
        "warnings": list(found.warnings),
        "criteria": [_criterion(each, scene) for each in found.criteria],
        "said": [_said(entry) for entry in _words(scene)],
        "children": list(_children(scene)),
        "consents": [_consent(r, scene) for r in found.referrals if r.status != "not-needed"],
        "due": [_due(task, scene) for task in undone],
        "timeline": [
            {"on": on.isoformat() if on else "", "moments": [_moment(each) for each in moments]}
            for on, moments in timeline_of(scene, undone)
        ],
    }


def answers_to_check(scene: Scene) -> Json:
    """Every answer on one list by stage, with the number to change it by: ``change 4`` asks line 4 again."""
    lines, case = review_lines(scene), scene.case
    stages = scene.policy.journey.stages
    grouped = [(stage, [line for line in lines if line.stage == stage.id]) for stage in stages]
    return {
        "stages": [
            {"id": stage.id, "title": stage.title, "lines": [_line(line, scene) for line in own]}
            for stage, own in grouped
            if own
        ],
        "case": case.id,
    }


def _line(line: Line, scene: Scene) -> Json:
    key, _, seq = line.focus.partition("@")
    entry = scene.case.entries[int(seq) - 1] if seq else None
    return {
        "number": line.number,
        "key": key,
        "question": line.label,
        "answer": "" if entry else line.shown,
        "words": entry.text if entry else None,
        "voice": entry.voice.value if entry and entry.voice else None,
        "seq": entry.seq if entry else None,
        "changed": entry.replaces is not None if entry else len(scene.case.history(key)) > 1,
    }


def _criterion(criterion: CriterionFinding, scene: Scene) -> Json:
    return {
        "id": criterion.id,
        "name": criterion.name,
        "met": True if criterion.met else None if is_still_open(criterion, scene) else False,
        "reason": criterion.reason,
        "paragraph": cited(criterion.source, scene),
    }


def is_still_open(criterion: CriterionFinding, scene: Scene) -> bool:
    """Whether answers that are missing or not known could still meet it: then it does not read as a no.

    Until the finding is reached, everything that the criterion asks about and nobody has answered counts as open.
    """
    found = scene.facts.assessment
    missing = {*found.not_asked, *found.not_known}
    rule = next(rule for rule in scene.policy.criteria if rule.id == criterion.id)
    reachable = rule.threshold is not None and found.yes_answers + len(missing) >= rule.threshold
    if reachable or missing & set(rule.could):
        return True
    asks = {fact for part in rule.parts for fact in _recorded_facts(part.when)}
    return not _is_found(scene) and any(scene.facts.get(fact) is None for fact in asks)


def _is_found(scene: Scene) -> bool:
    """Whether the practitioner has been shown the finding."""
    open_key = scene.asked.key if scene.asked else FINDING_KEY
    return open_key == FINDING_KEY or FINDING_KEY in scene.case.current


def _recorded_facts(condition: Condition) -> Iterator[str]:
    """The answers that a condition reads; what is worked out of them is left out."""
    match condition:
        case FactIs(fact, _) | AtLeast(fact, _):
            if not is_computed(fact):
                yield fact
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _recorded_facts(part)
        case Unless(part):
            yield from _recorded_facts(part)


def _words(scene: Scene) -> Iterator[Entry]:
    """Everything recorded in somebody's words that still holds, oldest first."""
    case = scene.case
    holding = {key: case.all_entries(key) for key in {e.key for e in case.entries if e.voice}}
    for entry in case.entries:
        if entry.voice and entry.text and entry in holding[entry.key]:
            yield entry


def _said(entry: Entry) -> Json:
    return {
        "seq": entry.seq,
        "text": entry.text,
        "voice": entry.voice.value if entry.voice else None,
        "speaker": entry.speaker,
        "at": entry.at.isoformat(timespec="seconds"),
    }


def _moment(moment: Moment) -> Json:
    entry = moment.entry
    return {
        "label": moment.label,
        "text": moment.text,
        "voice": entry.voice.value if entry and entry.voice else None,
        "seq": entry.seq if entry else None,
    }


def _children(scene: Scene) -> Iterator[Json]:
    names = names_of_members(scene.case, scene.policy.journey, scene.facts)
    asked = [a for a in asked_of(scene.case, scene.policy.journey, scene.facts) if a.question.group == CHILD]
    for member in dict.fromkeys(a.member for a in asked):
        own = [a for a in asked if a.member == member]
        lines = [f"{a.question.label}: {shown}" for a in own for shown in _shown(a, scene)]
        if lines or f"{CHILD}.{member}.name" in scene.case.current:
            yield {"label": names.get(f"{CHILD}.{member}", member), "lines": lines}


def _shown(asked: Asked, scene: Scene) -> Iterator[str]:
    if asked.question.id in _NOT_LINES:
        return
    if asked.question.kind is Kind.WORDS:
        yield from (shown_entry(e) for e in scene.case.all_entries(asked.key) if e.text)
    elif entry := scene.case.current.get(asked.key):
        yield shown_value(asked, entry, scene)


def _consent(referral: ReferralFinding, scene: Scene) -> Json:
    case, wording, to = scene.case, scene.policy.wording, referral.to
    rule = next(rule for rule in scene.policy.referrals if rule.to == to)
    basis = next((s.basis for s in scene.facts.assessment.sharing if s.to == to), "")
    refused = case.value(f"consent.{to}.decision") == "not_share"
    words = wording["decided_not_to_share"] if refused else wording[f"basis_{basis}"] if basis else ""
    return {
        "to": to,
        "name": rule.name,
        "status": wording[f"status_{referral.status}"],
        "given": case.value(f"consent.{to}.given"),
        "told": case.value(f"consent.{to}.told"),
        "words": words,
    }


def _undone(scene: Scene) -> list[Task]:
    """What is left to do and has a time, the earliest first; then what has none, in the order of the policy."""
    tasks = [task for task in tasks_of(standing_of(scene)) if task.done_at is None]
    dated = [task for task in tasks if task.due is not None]
    timeless = [task for task in tasks if task.due is None]
    more = _without_time(scene, {task.id for task in tasks}) if _is_found(scene) else ()
    return [*sorted(dated, key=lambda task: due_text(task.due) or ""), *timeless, *more]


def _without_time(scene: Scene, listed: set[str]) -> Iterator[Task]:
    """The actions that the policy gives no time and of which the record would show that they are done."""
    case = scene.case
    for action in scene.facts.assessment.actions:
        done = _is_recorded(action.resolved_by, case) or done_at(case, action.id)
        if action.resolved_by and action.due is None and action.id not in listed and not done:
            yield Task(action.id, action.text, action.owner, case.opened_at, None, source=action.source)


def _is_recorded(key: str, case: Case) -> bool:
    """Whether the answer under ``key`` says that it was done: by its value, or by being written down at all."""
    entry = case.current.get(key)
    written = entry is not None and (bool(entry.text.strip()) or isinstance(entry.value, date))
    return written or resolved_at(key, case) is not None or resolved_at(f"{key}_done", case) is not None


def _due(task: Task, scene: Scene) -> Json:
    late = task.due is not None and is_late(task.due, scene.now, scene.world.calendar)
    return {"id": task.id, "text": task.text, "due": due_text(task.due), "owner": task.owner, "overdue": late}
