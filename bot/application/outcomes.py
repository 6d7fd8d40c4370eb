"""What a turn comes to: a reply, and what it changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from bot.application.answering import Draft
from bot.application.conversation import Reply
from bot.application.ports import Change
from bot.application.scene import Scene
from bot.application.tasks import deadlines_of, referrals_of
from bot.application.upkeep_standing import status_of
from bot.safeguarding.case import Case, Entry

FINDING_KEY = "judgement.finding"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A turn's result. ``keep_no_words`` leaves what was typed out of the record (advice).

    ``before`` is done before the turn is saved: the case is deleted, or let go of.
    """

    reply: Reply
    change: Change | None = None
    keep_no_words: bool = False
    before: Callable[[], None] | None = None


def record(scene: Scene, drafts: Iterable[Draft], say: Callable[[Scene], Reply]) -> Outcome:
    """The scene after ``drafts`` were recorded, and what to say then.

    ``scene.case`` may already carry a new focus or status; it is saved with them.
    """
    entries = entries_of(scene, tuple(drafts))
    after = _standing(scene.with_case(scene.case.with_entries(entries)))
    case = after.case
    reply = say(after)
    if not case.id:
        return Outcome(reply)
    return Outcome(reply, change_of(after, entries))


def _standing(scene: Scene) -> Scene:
    """A case is closed once nothing is open in it, and open again as soon as something is. Retention counts from there."""
    if scene.case.status == "paused":
        return scene
    return replace(scene, case=replace(scene.case, status=status_of(scene)))


def entries_of(scene: Scene, drafts: tuple[Draft, ...]) -> tuple[Entry, ...]:
    """``drafts`` numbered, timed and signed."""
    first, turn = scene.case.next_seq(), scene.turn
    return tuple(
        Entry(
            seq=first + place,
            key=draft.key,
            value=draft.value,
            at=scene.now,
            by=turn.practitioner,
            turn_id=turn.message_id,
            text=draft.text,
            voice=draft.voice,
            speaker=draft.speaker,
            replaces=draft.replaces,
            quotes=draft.quotes,
        )
        for place, draft in enumerate(drafts)
    )


def change_of(scene: Scene, entries: tuple[Entry, ...], *more: tuple[str, dict[str, Any]]) -> Change:
    """Everything that ``entries`` change: deadlines and referrals are worked out anew."""
    case = replace(scene.case, version=scene.case.version + 1)
    found = FINDING_KEY in case.current
    return Change(
        case=case,
        new_entries=entries,
        deadlines=deadlines_of(scene) if found else (),
        referrals=referrals_of(scene) if found else (),
        events=(*(_event(entry, scene.case) for entry in entries), *more),
    )


def _event(entry: Entry, case: Case) -> tuple[str, dict[str, Any]]:
    """Which answer was recorded or changed; never what it says."""
    earlier = [e for e in case.entries if e.key == entry.key and e.seq < entry.seq]
    return ("answer_changed" if earlier else "answer_recorded", {"key": entry.key, "seq": entry.seq})
