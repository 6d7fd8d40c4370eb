"""Whatever fails, the person is told, nothing is called saved, and other conversations go on."""

import asyncio
import threading
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.application.conversation import Reply, Turn
from bot.dialogue import training
from bot.dialogue.agent import Dialogue
from bot.dialogue.errors import DialogueError
from bot.dialogue.proof import prove
from bot.safeguarding.errors import HeardError, NotSavedError, RecordError

from .small_world import SmallWorld, Snapshots

SAID = "Rosalind told me about the cellar"


def broken(error: Exception) -> "MappingProxyType[str, object]":
    def fault(turn: Turn) -> None:
        if turn.conversation_id == "broken":
            raise error

    return MappingProxyType({"fault": fault})


def test_a_turn_that_is_not_saved_reaches_the_caller_unchanged(world: SmallWorld) -> None:
    error = NotSavedError("Nothing of this turn was saved.")
    world.fault = broken(error)["fault"]  # type: ignore[assignment]
    with pytest.raises(NotSavedError) as raised:
        asyncio.run(world.say(SAID, "broken"))
    assert raised.value is error


def test_any_other_failure_is_a_dialogue_error_without_the_words(world: SmallWorld) -> None:
    world.fault = broken(ValueError(SAID))["fault"]  # type: ignore[assignment]
    with pytest.raises(DialogueError) as raised:
        asyncio.run(world.say(SAID, "broken"))
    assert (
        SAID not in str(raised.value) and raised.value.__cause__ is None and raised.value.__suppress_context__
    )


@pytest.mark.parametrize("method", ["load", "save"])
def test_a_snapshot_that_fails_reaches_the_caller(world: SmallWorld, method: str) -> None:
    error = RecordError("The record cannot be read or written.")
    world.snapshots.fails[method], world.snapshots.broken_for = error, "broken"
    with pytest.raises(RecordError) as raised:
        asyncio.run(world.say(SAID, "broken"))
    assert raised.value is error


@pytest.mark.parametrize("fault", ["take_turn", "save", "load"])
def test_other_conversations_go_on(world: SmallWorld, fault: str) -> None:
    error = NotSavedError("Nothing of this turn was saved.")
    world.fault = broken(error)["fault"] if fault == "take_turn" else None  # type: ignore[assignment]
    if fault != "take_turn":
        world.snapshots.fails[fault], world.snapshots.broken_for = error, "broken"

    async def both() -> list[Reply | BaseException]:
        return await asyncio.gather(
            world.say("one", "broken"), world.say("two", "well"), return_exceptions=True
        )

    failed, answered = asyncio.run(both())
    assert isinstance(failed, NotSavedError) and isinstance(answered, Reply)


def test_a_conversation_that_hangs_does_not_hold_up_the_others(world: SmallWorld) -> None:
    hangs, goes_on = threading.Event(), threading.Event()

    def hanging(turn: Turn) -> None:
        if turn.conversation_id == "broken":
            hangs.set()
            assert goes_on.wait(60)

    world.fault = hanging

    async def both() -> tuple[Reply, bool]:
        first = asyncio.create_task(world.say("one", "broken"))
        await asyncio.to_thread(hangs.wait, 60)
        answered, still_hanging = await world.say("two", "well"), not first.done()
        goes_on.set()
        await first
        return answered, still_hanging

    answered, still_hanging = asyncio.run(both())
    assert isinstance(answered, Reply) and still_hanging


def test_after_a_failure_the_same_conversation_goes_on_where_the_record_has_it(world: SmallWorld) -> None:
    asyncio.run(world.say("to dash", "broken"))
    error = RecordError("The record cannot be read or written.")
    world.snapshots.fails["save"], world.snapshots.broken_for = error, "broken"
    with pytest.raises(RecordError):
        asyncio.run(world.say("to judgement", "broken"))
    world.snapshots.fails.clear()
    assert asyncio.run(world.say("yes", "broken")).stage == "judgement"
    assert world.form_open("broken") == "judgement_form"


def test_a_missing_action_is_an_error_and_not_an_empty_answer(world: SmallWorld) -> None:
    actions = world.dialogue._processor.action_endpoint._executor.actions  # type: ignore[union-attr]
    taken = actions.pop("validate_opening_form")
    try:
        with pytest.raises(DialogueError):
            asyncio.run(world.say("hello"))
    finally:
        actions["validate_opening_form"] = taken


def test_a_model_that_is_missing_or_broken_is_one_clear_sentence(tmp_path: Path, model_path: Path) -> None:
    broken_model = tmp_path / "broken.tar.gz"
    broken_model.write_bytes(model_path.read_bytes()[:-2000])
    for path in (tmp_path / "none.tar.gz", broken_model):
        with pytest.raises(DialogueError, match="heard train"):
            Dialogue.load(path, lambda turn: Reply(()), Snapshots(), lambda _: None)


def test_a_new_model_that_does_not_load_leaves_the_old_one(
    tmp_path: Path, model_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / training.MODEL).write_bytes(b"the old model")

    def trained_badly(project_root: Path, candidate: Path, state_dir: Path) -> None:
        candidate.write_bytes(model_path.read_bytes()[:-2000])

    monkeypatch.setattr(training, "_run_rasa_train", trained_badly)
    with pytest.raises(DialogueError):
        training.train(Path(__file__).parents[2], models, tmp_path / "state")
    assert [path.name for path in models.iterdir()] == [training.MODEL]
    assert (models / training.MODEL).read_bytes() == b"the old model"


def test_training_that_fails_says_where_the_reason_is(tmp_path: Path) -> None:
    (tmp_path / "domain.yml").write_text("version: nonsense")
    with pytest.raises(DialogueError, match=r"training\.log"):
        training.train(tmp_path, tmp_path / "models", tmp_path / "state")
    assert list((tmp_path / "models").iterdir()) == []


def test_a_model_is_current_until_something_it_is_made_from_changes(
    tmp_path: Path, model_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, models = Path(__file__).parents[2], model_path.parent
    assert training.is_current(root, models) and training.current_model(root, models) == model_path
    monkeypatch.setattr(training, "model_key", lambda _: "another")
    assert not training.is_current(root, models)
    for folder in (models, tmp_path):
        with pytest.raises(DialogueError, match="heard train"):
            training.current_model(root, folder)


def test_a_model_that_was_tampered_with_is_not_current(tmp_path: Path, model_path: Path) -> None:
    for name in (training.MODEL, "heard.json"):
        (tmp_path / name).write_bytes((model_path.parent / name).read_bytes())
    root = Path(__file__).parents[2]
    assert training.is_current(root, tmp_path)
    with (tmp_path / training.MODEL).open("ab") as model:
        model.write(b"\0")
    assert not training.is_current(root, tmp_path)


def test_the_model_in_use_has_proved_itself(model_path: Path) -> None:
    prove(model_path)
    assert issubclass(DialogueError, HeardError)
