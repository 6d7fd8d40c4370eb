"""Answers from the policy, put into words: the paragraph, the numbers that answer now, whom to ask else."""

from dataclasses import replace

from bot.application.advising import AdviceAnswer, answer_question
from bot.application.contacts import ShownContact, shown_contacts
from bot.application.conversation import Reply
from bot.application.lobby import lobby_case
from bot.application.replies import command_button, plain_reply
from bot.application.scene import Scene
from bot.application.summaries import cited
from bot.safeguarding.conditions import holds
from bot.safeguarding.progress import asked_by_key

STAFF_SUPPORT = "staff-support"


def answer_sentences(scene: Scene, question: str) -> tuple[str, ...] | None:
    """The answer to a policy question with its paragraph and numbers, or ``None`` where there is none."""
    found = answer_question(question, scene.policy, scene.now, scene.world.calendar)
    return _sentences(found, scene) if found else None


def advice_reply(scene: Scene, question: str) -> Reply:
    """A reply in advice mode: no case, no names kept. What is not in the policy is said to be."""
    wording = scene.policy.wording
    if not question.strip():
        said: tuple[str, ...] = (wording["advice_open"],)
    else:
        said = (*(answer_sentences(scene, question) or (wording["advice_unknown"],)), wording["advice_next"])
    return plain_reply(scene, said, (command_button("new", wording["button_case"]),), kind="text")


def support_reply(scene: Scene) -> Reply:
    """Support for the practitioner, when it is about themselves. No case is opened; the conversation starts afresh."""
    wording = scene.policy.wording
    ids = [entry.contacts for entry in scene.policy.advice if entry.id == STAFF_SUPPORT]
    shown = shown_contacts(ids[0] if ids else (), scene.policy.contacts, scene.now, scene.world.calendar)
    said = (*_thanks(scene), wording["support_intro"], *(shown_contact(contact, scene) for contact in shown))
    afresh = scene.with_case(lobby_case(replace(scene.turn, org=scene.case.org), None))
    return plain_reply(afresh, said, (command_button("new", wording["button_new"]),))


def _thanks(scene: Scene) -> tuple[str, ...]:
    """What the pack says to a practitioner who speaks of themselves."""
    asked = asked_by_key("opening.source", scene.case, scene.policy.journey, scene.facts)
    told = {"opening.source": "about_me"}
    return (
        tuple(remark.text for remark in asked.question.remarks if holds(remark.when, told)) if asked else ()
    )


def _sentences(found: AdviceAnswer, scene: Scene) -> tuple[str, ...]:
    late = (scene.policy.wording["advice_review_passed"],) if found.review_passed else ()
    answer = f"{found.entry.answer} ({cited(found.entry.source, scene)})"
    return (answer, *late, *(shown_contact(contact, scene) for contact in found.contacts))


def shown_contact(shown: ShownContact, scene: Scene) -> str:
    """A contact on one line: name, how to reach it, whether it answers now, and any doubt about the number."""
    contact, wording = shown.contact, scene.policy.wording
    reach = contact.phone or contact.email or contact.web
    hours = {True: wording["open_now"], False: wording["closed_now"], None: ""}[shown.open_now]
    doubt = f"{wording['in_doubt']}: {contact.doubt}" if contact.status == "in_doubt" else ""
    return ", ".join(part for part in (f"{contact.name}: {reach}", hours, doubt) if part)
