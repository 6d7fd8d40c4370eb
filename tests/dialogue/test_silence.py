"""Nothing that a person typed is printed or logged, and nothing phones home."""

import asyncio
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.application.conversation import Reply
from bot.dialogue.agent import Dialogue

from .small_world import SmallWorld, Snapshots

CANARIES = ("Zanzibar", "0770 900 461", "quokka's cellar")


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    names = [name for name in logging.root.manager.loggerDict if name.startswith(("rasa", "bot"))]
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    with caplog.at_level(logging.DEBUG):
        yield caplog
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def test_no_word_is_logged_at_any_level_with_or_without_faults(
    world: SmallWorld, everything_logged: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    said = [f"she said {canary}" for canary in CANARIES]
    world.all_say(*said, "/restart" + CANARIES[0], '/affirm{"x": "' + CANARIES[0] + '"}', "to dash", *said)

    def fault(turn: object) -> None:
        raise ValueError(CANARIES[0])

    world.fault = fault
    with pytest.raises(Exception, match="could not be answered"):
        world.all_say(*said)
    out, err = capfd.readouterr()
    logged = out + err + everything_logged.text + "".join(str(r.__dict__) for r in everything_logged.records)
    assert len(everything_logged.records) > 50
    assert not [canary for canary in CANARIES if canary in logged]


def test_a_record_of_rasas_keeps_where_it_came_from_and_the_type_of_an_error(
    world: SmallWorld, everything_logged: pytest.LogCaptureFixture
) -> None:
    try:
        raise KeyError(CANARIES[0])
    except KeyError:
        logging.getLogger("rasa.core.processor").exception("Failed on %s", CANARIES[1])
    record = everything_logged.records[-1]
    assert record.getMessage().startswith("logged at test_silence line") and record.getMessage().endswith(
        "KeyError"
    )
    structlog.get_logger().error("processor.message.parse", text=CANARIES[2])
    assert everything_logged.records[-1].getMessage().startswith("processor.message.parse at ")


def test_no_name_is_looked_up_while_loading_and_talking(
    model_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_connection"):
        monkeypatch.setattr(socket, name, lambda *args, **kwargs: asked.append(args))
    world = SmallWorld()
    world.dialogue = Dialogue.load(model_path, world.take_turn, Snapshots(), world.stands)
    world.all_say(*(["yes", "no", "to dash", "she told me more"] * 5))
    world.dialogue.close()
    assert asked == [] and len(world.turns) == 20


def test_telemetry_is_off_before_rasa_is_imported() -> None:
    check = (
        "import bot.dialogue, sys; assert 'rasa' not in sys.modules;"
        "import rasa.telemetry; print(rasa.telemetry.is_telemetry_enabled())"
    )
    environment = {k: v for k, v in os.environ.items() if k != "RASA_TELEMETRY_ENABLED"}
    command = [sys.executable, "-W", "ignore", "-c", check]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_a_dialogue_without_a_reply_is_an_error(world: SmallWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent(*args: object) -> None:
        return None

    monkeypatch.setattr(world.dialogue._processor, "handle_message", silent)
    with pytest.raises(Exception, match="could not be answered"):
        asyncio.run(world.say("hello"))
    assert Reply(()).messages == ()
