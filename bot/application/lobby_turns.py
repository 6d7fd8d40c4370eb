"""Turns of a conversation that has no case: advice, staff support, and the moment a case is opened."""

from dataclasses import replace
from uuid import uuid4

from bot.application.advice_replies import advice_reply, danger_reply, support_reply, why_reply
from bot.application.answering import Understood
from bot.application.conversation import Reply
from bot.application.danger import QUESTION as DANGER
from bot.application.interruptions import command_in, new
from bot.application.lobby import ADVICE, is_ready_to_open
from bot.application.outcomes import Outcome, change_of, entries_of
from bot.application.replies import ask
from bot.application.scene import Scene
from bot.safeguarding.case import Case


def in_advice(scene: Scene) -> Outcome | None:
    """The outcome of a message in advice mode, danger among them: nothing that is typed there is kept; else ``None``."""
    if scene.case.id or scene.case.value("opening.mode") != ADVICE:
        return None
    name, _ = command_in(scene)
    if name in ("new", "stop", "back"):
        return new(scene, "")
    if name == DANGER:
        return Outcome(danger_reply(scene), keep_no_words=True)
    if name == "why":
        return Outcome(why_reply(scene), keep_no_words=True)
    return Outcome(advice_reply(scene, scene.turn.text), keep_no_words=True)


def handled(scene: Scene) -> Outcome | None:
    """The outcome of the first message of a conversation, else ``None``."""
    if scene.last is None and not scene.case.id:
        return Outcome(ask(scene))
    return None


def opens_case(scene: Scene, understood: Understood) -> bool:
    """Whether this answer, in the lobby, settles what kind of conversation it is."""
    if scene.case.id:
        return False
    case = scene.case.with_entries(entries_of(scene, understood.drafts))
    return is_ready_to_open(case) or case.value("opening.mode") == ADVICE or _about_me(case)


def open_case(scene: Scene, understood: Understood) -> Outcome:
    """Open the case, or go into advice, or point the practitioner to support for staff; no case for those two."""
    asked = scene.asked
    entries = entries_of(scene, understood.drafts)
    case = scene.case.with_entries(entries)
    if _about_me(case):
        return Outcome(support_reply(scene), keep_no_words=True)
    if case.value("opening.mode") == ADVICE:
        return Outcome(advice_reply(scene.with_case(case), ""), keep_no_words=True)
    mode = str(case.value("opening.mode"))
    opened = scene.with_case(replace(case, id=uuid4().hex, mode=mode, opened_at=scene.now))
    reply: Reply = ask(opened, after=asked, phrase="practice_banner" if mode == "practice" else "case_opened")
    change = change_of(opened, opened.case.entries, ("case_opened", {"mode": mode}))
    return Outcome(reply, change)


def _about_me(case: Case) -> bool:
    return case.value("opening.source") == "about_me"
