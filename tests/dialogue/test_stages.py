"""Rasa keeps the order of the stages; the record keeps the place."""

from pathlib import Path

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from ruamel.yaml import YAML

from bot.dialogue.stages import ENDED, STAGES, form_of, is_edge

from .small_world import SmallWorld

ROOT = Path(__file__).parents[2]
EDGES = [(a, b) for a in STAGES for b in (*STAGES, ENDED) if is_edge(a, b)]


def test_there_is_one_rule_for_each_edge_and_none_besides() -> None:
    rules = YAML(typ="safe").load((ROOT / "data/stories/journey.yml").read_text())["rules"]
    assert sorted(rule["rule"] for rule in rules) == sorted(f"{a} -> {b}" for a, b in EDGES)
    assert len(EDGES) == 29


def test_no_rule_starts_from_a_text() -> None:
    for path in (ROOT / "data/stories").glob("*.yml"):
        steps = [
            step
            for rule in YAML(typ="safe").load(path.read_text()).get("rules", [])
            for step in rule["steps"]
        ]
        assert not [step for step in steps if "user" in step]


def test_the_domain_is_short_with_two_slots_and_no_ask_responses() -> None:
    text = (ROOT / "domain.yml").read_text()
    domain = YAML(typ="safe").load(text)
    assert len(text.splitlines()) <= 200 and set(domain["slots"]) == {"answer", "stage"}
    assert domain["slots"]["answer"]["mappings"] == [{"type": "from_text"}]
    assert domain["slots"]["answer"]["influence_conversation"] is False
    assert list(domain["forms"]) == [form_of(stage) for stage in STAGES] and "utter_ask" not in text


@pytest.mark.parametrize(("stage", "following"), EDGES)
def test_a_stage_that_ends_leads_to_the_next(world: SmallWorld, stage: str, following: str) -> None:
    world.stages["conversation"] = stage
    (reply,) = world.all_say(f"to {following}")
    assert reply.stage == following and len(world.turns) == 1
    assert world.form_open() == (None if following == ENDED else form_of(following))


@pytest.mark.parametrize(
    ("stage", "following"), [("check_answers", "safe_contact"), ("opening", "actions"), ("dash", "account")]
)
def test_a_jump_that_is_no_edge_opens_the_right_form_at_once(
    world: SmallWorld, stage: str, following: str
) -> None:
    world.stages["conversation"] = stage
    world.all_say(f"to {following}", "go on")
    assert world.form_open() == form_of(following) and len(world.turns) == 2


def test_a_whole_journey_takes_one_turn_for_each_message(world: SmallWorld) -> None:
    replies = world.all_say(*(f"to {stage}" for stage in (*STAGES[1:], ENDED)))
    assert [reply.stage for reply in replies] == [*STAGES[1:], ENDED] and len(world.turns) == 15


def test_what_is_said_after_the_end_starts_at_the_opening(world: SmallWorld) -> None:
    world.all_say("to ended", "hello")
    assert world.snapshots.kept == {}
    world.all_say("to opening", "hello")
    assert world.form_open() == "opening_form"


@pytest.mark.parametrize("lost", ["live", "snapshot", "both", "rubbish", "stale"])
def test_a_tracker_that_is_lost_or_wrong_never_moves_the_conversation(world: SmallWorld, lost: str) -> None:
    world.all_say("to dash", "yes")
    if lost in ("live", "both", "rubbish"):
        world.dialogue._store.drop("conversation")
    if lost in ("snapshot", "both"):
        world.snapshots.kept.clear()
    if lost == "rubbish":
        world.snapshots.kept["conversation"] = b'[{"event": "of another version"}]'
    if lost == "stale":
        world.stages["conversation"] = "children"
    world.all_say("yes")
    expected = "children" if lost == "stale" else "dash"
    assert world.form_open() == form_of(expected) and world.stages["conversation"] == expected


def test_a_tracker_comes_back_at_the_beginning_of_its_stage(world: SmallWorld) -> None:
    world.all_say("to dash", "yes", "no")
    world.dialogue._store.drop("conversation")
    after = world.dialogue._store.placed("conversation", "dash")
    begun = world.dialogue._store.fresh("conversation", "dash")
    assert [e.as_dict() for e in after.events] != [] and after.active_loop_name == form_of("dash")
    assert after.current_slot_values() == begun.current_slot_values()


def test_what_is_written_of_a_tracker_is_the_stage_and_no_word_that_was_typed(world: SmallWorld) -> None:
    world.all_say("CANARY at the opening", "to dash", "CANARY in the checklist", "to children", "CANARY")
    assert b"CANARY" not in world.snapshots.kept["conversation"]
    assert b"children_form" in world.snapshots.kept["conversation"]


def test_a_stage_is_written_once_however_much_is_said_in_it(world: SmallWorld) -> None:
    world.all_say("to dash", "yes")
    world.snapshots.kept["conversation"] = b"as it was"
    world.all_say("no", "yes")
    assert world.snapshots.kept["conversation"] == b"as it was"
    world.all_say("to children")
    assert world.snapshots.kept["conversation"] != b"as it was"


def test_trackers_stay_short_and_live_ones_few(world: SmallWorld) -> None:
    world.all_say("to account", *(["more of what she said"] * 60))
    assert len(world.dialogue._store._live["conversation"].events) <= 40 + 12
    store = world.dialogue._store
    for n in range(store._live_at_most + 5):
        store.placed(f"other-{n}", "dash")
    assert len(store._live) == store._live_at_most


def test_the_short_cut_predicts_what_rule_policy_predicts(world: SmallWorld) -> None:
    """At every prediction of a journey with stays, edges, jumps and an end."""
    processor, compared = world.dialogue._processor, []
    policy = processor._policy
    short = policy._predict

    def both(tracker: DialogueStateTracker, domain: object) -> object:
        plain = RulePolicy._predict(policy, tracker.copy(), domain)
        ours = short(tracker, domain)
        compared.append((ours[0].probabilities, ours[1]) == (plain[0].probabilities, plain[1]))
        return ours

    policy._predict = both  # type: ignore[method-assign]
    try:
        world.all_say(
            "hello", "no", *(f"to {stage}" for stage in STAGES[1:]), "to dash", "yes", "to wishes", "to ended"
        )
    finally:
        del policy._predict
    assert len(compared) > 50 and all(compared)


def test_each_message_runs_the_form_of_its_stage_and_listens(world: SmallWorld) -> None:
    world.all_say("to dash", "yes")
    events = list(world.dialogue._store._live["conversation"].events)
    actions = [event.action_name for event in events if isinstance(event, ActionExecuted)]
    assert actions[-2:] == ["dash_form", "action_listen"]
