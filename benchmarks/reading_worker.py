"""Train one pipeline and read messages with it; runs in the environment that is measured. Called by intents.py.

python reading_worker.py CONFIG DOMAIN EXAMPLES MESSAGES ANSWERS
"""

import asyncio
import contextlib
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ["RASA_CACHE_DIRECTORY"] = tempfile.mkdtemp()  # nothing trained before is taken from the cache
with contextlib.suppress(ImportError):
    import bot.dialogue  # noqa: F401 - the stand-in for TensorFlow, where this project's own environment runs


def main(config: str, domain: str, examples: str, messages: str, answers: str) -> None:
    """Write what was read of each message, and what it cost, to ``answers``."""
    import rasa.model_training
    from rasa.core.agent import Agent
    from rasa.shared.core.domain import Domain

    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        model = rasa.model_training.train_nlu(
            config, examples, folder, fixed_model_name="measured", domain=domain
        )
        trained = time.monotonic() - started
        agent = Agent.load(model, domain=Domain.load(domain))
    read, took = asyncio.run(_read(agent, json.loads(Path(messages).read_text("utf-8"))))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"read": read, "training_s": trained, "latency_ms": statistics.median(took) * 1000}
    Path(answers).write_text(json.dumps(found | {"resident_mb": _resident(), "peak_mb": peak}), "utf-8")


async def _read(agent: object, messages: list[str]) -> tuple[list[str], list[float]]:
    read, took = [], []
    for message in messages:
        started = time.perf_counter()
        found = await agent.parse_message(message)  # type: ignore[attr-defined]
        took.append(time.perf_counter() - started)
        ranking = found.get("intent_ranking") or [found["intent"]]
        named = [intent["name"] for intent in ranking if intent["name"] != "nlu_fallback"]
        read.append(named[0] if named else "")
    return read, took


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024 / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
