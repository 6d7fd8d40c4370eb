"""Advice in a conversation: the answer, the paragraph, whom to ring. Nothing that was asked is kept."""

from dataclasses import replace

from bot.application.advice_sentences import advice_sentences, contact_line, why_sentences
from bot.application.advising import Advice, advice_on, is_past_review
from bot.application.contacts import ShownContact, shown_contacts
from bot.application.conversation import Reply
from bot.application.lobby import lobby_case
from bot.application.replies import command_button, plain_reply
from bot.application.scene import Scene
from bot.safeguarding.conditions import holds
from bot.safeguarding.policy import AdviceEntry
from bot.safeguarding.progress import asked_by_key

STAFF_SUPPORT = "staff-support"
_ENTRY = "advice_entry"


def answer_sentences(scene: Scene, question: str) -> tuple[str, ...] | None:
    """The answer to a policy question with its paragraph and numbers, or ``None`` where there is none."""
    advice = advice_on(question, scene.policy, scene.now, scene.world.calendar, urgent=False)
    return advice_sentences(advice, scene.policy) if advice.found else None


def unknown_sentences(scene: Scene) -> tuple[str, ...]:
    """That the policy does not say, and whom to ask."""
    return advice_sentences(advice_on("", scene.policy, scene.now, scene.world.calendar, False), scene.policy)


def advice_reply(scene: Scene, question: str) -> Reply:
    """A reply in advice mode: no case, no names kept, 999 first in danger. What is not in the policy is said to be."""
    if not question.strip():
        return _said(scene, (scene.policy.wording["advice_open"],))
    urgent = scene.world.language.danger(question)
    advice = advice_on(question, scene.policy, scene.now, scene.world.calendar, urgent)
    said = (*advice_sentences(advice, scene.policy), *_removed(scene, question))
    return _said(scene, (*said, scene.policy.wording["advice_next"]), _entry_of(advice))


def danger_reply(scene: Scene) -> Reply:
    """999 and what to tell the operator, where the danger button is pressed in advice mode."""
    advice = advice_on("", scene.policy, scene.now, scene.world.calendar, urgent=True)
    return _said(scene, advice_sentences(advice, scene.policy), _entry_of(advice))


def why_reply(scene: Scene) -> Reply:
    """Where the last advice comes from, since when it holds and who owns it."""
    last = scene.last.custom.get(_ENTRY) if scene.last else None
    for entry in scene.policy.advice:
        if entry.id == last:
            late = is_past_review(entry, scene.now, scene.world.calendar)
            return _said(scene, why_sentences(entry, scene.policy, late), entry)
    return advice_reply(scene, "")


def support_reply(scene: Scene) -> Reply:
    """Support for the practitioner, when it is about themselves. No case is opened; the conversation starts afresh."""
    wording = scene.policy.wording
    ids = [entry.contacts for entry in scene.policy.advice if entry.id == STAFF_SUPPORT]
    shown = shown_contacts(ids[0] if ids else (), scene.policy.contacts, scene.now, scene.world.calendar)
    said = (*_thanks(scene), wording["support_intro"], *(shown_contact(contact, scene) for contact in shown))
    afresh = scene.with_case(lobby_case(replace(scene.turn, org=scene.case.org), None))
    return plain_reply(afresh, said, (command_button("new", wording["button_new"]),))


def shown_contact(shown: ShownContact, scene: Scene) -> str:
    """A contact on one line, as the organisation of the conversation words it."""
    return contact_line(shown, scene.policy)


def _said(scene: Scene, said: tuple[str, ...], entry: AdviceEntry | None = None) -> Reply:
    button = command_button("new", scene.policy.wording["button_case"])
    reply = plain_reply(scene, said, (button,), kind="text")
    return replace(reply, custom={**reply.custom, _ENTRY: entry.id}) if entry else reply


def _entry_of(advice: Advice) -> AdviceEntry | None:
    return advice.found.entry if advice.found else None


def _removed(scene: Scene, question: str) -> tuple[str, ...]:
    """What is said to a question that held a name, an address or a number: it was not kept."""
    found = scene.world.language.personal_data(question)
    return (scene.policy.wording["advice_names_removed"],) if found else ()


def _thanks(scene: Scene) -> tuple[str, ...]:
    """What the pack says to a practitioner who speaks of themselves."""
    asked = asked_by_key("opening.source", scene.case, scene.policy.journey, scene.facts)
    told = {"opening.source": "about_me"}
    return (
        tuple(remark.text for remark in asked.question.remarks if holds(remark.when, told)) if asked else ()
    )
