"""Plain Rasa as its users get it: `rasa init`, default pipeline and policies, SQLite, one custom action.

It gets an environment of its own with Rasa's own pins and TensorFlow, made once in the folder given.
"""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[1]
REQUIREMENTS = (
    "rasa==3.6.21",
    "dask==2022.10.2",
    "numpy>=1.23,<1.25",
    "scikit-learn>=1.1.3,<1.2",
    "scipy>=1.10,<1.11",
    "setuptools<71",
)
"""Rasa's metadata names some parts for Python up to 3.10 only; these are the ones that it pins there."""

ACTIONS = """
    from rasa_sdk import Action
    from rasa_sdk.events import SlotSet


    class ActionAnswer(Action):
        def name(self):
            return "action_answer"

        def run(self, dispatcher, tracker, domain):
            count = (tracker.get_slot("count") or 0) + 1
            dispatcher.utter_message(text=f"Answer {count} saved")
            return [SlotSet("count", count)]
"""
INTENT = """
    - intent: answer
      examples: |
        - let me answer
        - here is my answer
        - this is the answer
        - my answer is this
        - I have an answer
"""
RULE = """
    - rule: answer
      steps:
      - intent: answer
      - action: action_answer
"""


def prepared(folder: Path) -> Path:
    """The trained project in ``folder``, its environment beside it; made where it is not there yet."""
    project = folder / "project"
    if not (folder / "ready").exists():
        folder.mkdir(parents=True, exist_ok=True)
        _install(folder)
        _make_project(folder, project)
        (folder / "ready").touch()
    return project


def python_of(folder: Path) -> Path:
    """The interpreter of plain Rasa's environment."""
    return folder / ".venv" / "bin" / "python"


def environment() -> dict[str, str]:
    """The environment variables its processes run with."""
    return os.environ | {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SANIC_HOST": "127.0.0.1",
    }


def _install(folder: Path) -> None:
    """Without this project's settings, whose overrides would leave TensorFlow out."""
    overrides = folder / "overrides.txt"
    overrides.write_text("matplotlib>=3.6,<3.9\n")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    python = "3.11" if version != "3.10" else version
    uv = _uv()
    _run(uv, "venv", "--quiet", "--clear", "--python", python, str(folder / ".venv"))
    install = (uv, "pip", "install", "--no-config", "--quiet", "--compile-bytecode")
    _run(*install, "--python", str(python_of(folder)), "--override", str(overrides), *REQUIREMENTS)


def _uv() -> str:
    """The uv that made this project's own environment."""
    found = subprocess.run([ROOT / "scripts" / "find-uv"], capture_output=True, text=True, check=True)
    return str(ROOT / found.stdout.strip())


def _make_project(folder: Path, project: Path) -> None:
    rasa = (str(python_of(folder)), "-m", "rasa")
    project.mkdir(exist_ok=True)
    _run(*rasa, "init", "--no-prompt", "--init-dir", str(project))
    (project / "actions" / "actions.py").write_text(textwrap.dedent(ACTIONS))
    _append(project / "data" / "nlu.yml", INTENT)
    _append(project / "data" / "rules.yml", RULE)
    domain = project / "domain.yml"
    text = domain.read_text().replace("intents:\n", "intents:\n  - answer\n", 1)
    slot = "\nslots:\n  count:\n    type: float\n    influence_conversation: false\n    mappings:\n    - type: custom\n"
    domain.write_text(text + slot + "\nactions:\n  - action_answer\n")
    (project / "endpoints.yml").write_text(
        "action_endpoint:\n  url: http://127.0.0.1:5755/webhook\n"
        "tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: tracker.db\n"
    )
    (project / "credentials.yml").write_text("rest:\n")
    _run(*rasa, "train", cwd=project)


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text().rstrip() + "\n" + textwrap.dedent(text))


def _run(*command: str, cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
