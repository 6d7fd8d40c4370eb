"""What a practitioner may say at any question: back, pause, why, skip, review, change, help, stop."""

from collections.abc import Callable
from dataclasses import replace

from bot.application.answering import Draft
from bot.application.conversation import Reply
from bot.application.lobby import lobby_case
from bot.application.outcomes import Outcome, record
from bot.application.replies import Lead, ask, command_button, filled, plain_reply
from bot.application.review import review_lines, review_messages
from bot.application.scene import Scene
from bot.application.summaries import cited
from bot.safeguarding.journey import Kind
from bot.safeguarding.progress import DONE, asked_of, is_answered, takes_several

Command = Callable[[Scene, str], Outcome]
_INTENTS = {
    "explain_question": "why",
    "go_back": "back",
    "pause": "pause",
    "resume": "resume",
    "skip": "skip",
    "review_answers": "review",
    "ask_help": "help",
    "stop_and_delete": "stop",
}
_SURE = 0.7


def handled(scene: Scene) -> Outcome | None:
    """The outcome of a command, of a message to a paused case, or of a deletion to confirm; else ``None``."""
    name, argument = command_in(scene)
    if scene.last is not None and scene.last.custom.get("confirm") == "delete":
        return _confirmed(scene) if name == "delete" else _kept(scene)
    if scene.case.status == "paused":
        return resume(scene, "")
    command = _COMMANDS.get(name)
    return command(scene, argument) if command else None


def command_in(scene: Scene) -> tuple[str, str]:
    """The command this message is, with its argument; two empty strings where it is none."""
    turn = scene.turn
    if turn.button is not None:
        return turn.button.get("command", ""), turn.button.get("argument", "")
    typed = scene.world.language.command(turn.text)
    if typed is not None:
        return typed
    return (_by_intent(scene), "")


def _by_intent(scene: Scene) -> str:
    """Rasa's reading of a longer wording counts only where a closed answer was asked and none was given."""
    asked, turn = scene.asked, scene.turn
    if asked is None or asked.question.kind in (Kind.WORDS, Kind.TEXT) or turn.confidence < _SURE:
        return ""
    if scene.world.language.answer(turn.text) != "unclear":
        return ""
    return _INTENTS.get(turn.intent or "", "")


def back(scene: Scene, _: str) -> Outcome:
    """See the question before this one again; its answer stays until another is given."""
    asked = list(asked_of(scene.case, scene.policy.journey, scene.facts))
    keys = [a.key for a in asked]
    here = keys.index(scene.asked.key) if scene.asked and scene.asked.key in keys else len(keys)
    earlier = [a for a in asked[:here] if is_answered(a, scene.case) and not a.key.endswith(".done")]
    if not earlier or not scene.case.id:
        return Outcome(ask(scene, phrase="nothing_before"))
    return _focus(scene, earlier[-1].key, "going_back")


def change(scene: Scene, argument: str) -> Outcome:
    """Ask the numbered line of the list again; the old answer stays in the record."""
    lines = {str(line.number): line for line in review_lines(scene)}
    line = lines.get(argument.strip())
    if line is None or not scene.case.id:
        return Outcome(ask(scene, lead=Lead("change_which")))
    return _focus(scene, line.focus, "changing", f"{line.label}: {line.shown}")


def _focus(scene: Scene, focus: str, phrase: str, shown: str = "") -> Outcome:
    moved = replace(scene, case=replace(scene.case, focus=focus))
    lead = Lead(phrase, (shown,) if shown else ())
    return record(moved, (), lambda now: ask(now, lead=lead))


def why(scene: Scene, _: str) -> Outcome:
    """Why the open question is asked, and by which paragraph; then the question again."""
    if scene.asked is None:
        return Outcome(ask(scene))
    question = scene.asked.question
    sentence = filled(f"{question.why} ({cited(question.source, scene)})", scene.asked.member_label)
    return Outcome(ask(scene, lead=Lead(sentences=(sentence,))))


def pause(scene: Scene, _: str) -> Outcome:
    """Stop here. Everything recorded stays; the same question waits."""
    if not scene.case.id:
        return Outcome(ask(scene, phrase="nothing_to_pause"))
    paused = replace(scene, case=replace(scene.case, status="paused"))
    buttons = (command_button("resume", scene.policy.wording["button_resume"]),)
    return record(paused, (), lambda now: plain_reply(now, (now.policy.wording["paused"],), buttons))


def resume(scene: Scene, _: str) -> Outcome:
    """Go on at the question that was open. What was typed to a paused case is not taken for its answer."""
    if scene.case.status != "paused":
        return Outcome(ask(scene))
    going = replace(scene, case=replace(scene.case, status="open"))
    return record(going, (), lambda now: ask(now, phrase="resumed"))


def skip(scene: Scene, _: str) -> Outcome:
    """Leave the question without an answer: it counts as not asked, never as no."""
    asked = scene.asked
    if asked is None or not asked.question.may_skip or not scene.case.id:
        return Outcome(ask(scene, phrase="cannot_skip"))
    key = f"{asked.key}.done" if takes_several(asked.question) else asked.key
    released = replace(scene, case=replace(scene.case, focus=None))
    if scene.case.focus and asked.key in scene.case.current:
        return record(released, (), lambda now: ask(now, phrase="left_as_it_was"))
    draft = Draft(key, DONE if takes_several(asked.question) else None)
    return record(released, (draft,), lambda now: ask(now))


def review(scene: Scene, _: str) -> Outcome:
    """Everything recorded so far on one list, then the open question again."""
    messages = (*review_messages(scene), scene.policy.wording["review_how"])
    lines = [
        {"number": x.number, "stage": x.stage, "label": x.label, "shown": x.shown}
        for x in review_lines(scene)
    ]
    reply = ask(scene, lead=Lead(sentences=messages))
    return Outcome(replace(reply, custom={**reply.custom, "review": lines}))


def help_(scene: Scene, _: str) -> Outcome:
    """What can be said at any time."""
    return Outcome(ask(scene, phrase="help"))


def stop(scene: Scene, _: str) -> Outcome:
    """Ask once more before everything is deleted."""
    if not scene.case.id:
        return Outcome(_fresh(scene, "stopped"), keep_no_words=True)
    wording = scene.policy.wording
    buttons = (
        command_button("delete", wording["button_delete"]),
        command_button("keep", wording["button_keep"]),
    )
    return Outcome(plain_reply(scene, (wording["delete_sure"],), buttons, confirm="delete"))


def new(scene: Scene, _: str) -> Outcome:
    """Leave this case as it is and begin another conversation."""
    records, conversation = scene.world.records, scene.turn.conversation_id
    return Outcome(_fresh(scene, ""), keep_no_words=True, before=lambda: records.forget(conversation))


def _confirmed(scene: Scene) -> Outcome:
    records, case_id, by = scene.world.records, scene.case.id, scene.turn.practitioner
    return Outcome(_fresh(scene, "deleted"), keep_no_words=True, before=lambda: records.delete(case_id, by))


def _kept(scene: Scene) -> Outcome:
    return Outcome(ask(scene, phrase="not_deleted"))


def _fresh(scene: Scene, phrase: str) -> Reply:
    """The first question of a conversation that has no case."""
    empty = scene.with_case(lobby_case(replace(scene.turn, org=scene.case.org), None))
    return ask(replace(empty, last=None), phrase=phrase)


_COMMANDS: dict[str, Command] = {
    "back": back,
    "change": change,
    "why": why,
    "pause": pause,
    "resume": resume,
    "skip": skip,
    "review": review,
    "help": help_,
    "stop": stop,
    "new": new,
    "again": lambda scene, _: Outcome(ask(scene)),
}
