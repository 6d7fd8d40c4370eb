"""Training the language model: Rasa's own command, then a proof that the model reads, then the swap.

Asking whether the model is current imports nothing of Rasa's, so that it costs milliseconds.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from bot.dialogue.errors import DialogueError

MODEL = "heard.tar.gz"
_KEY = "heard.json"
_LOG = "training.log"
_SOURCES = (
    "domain.yml",
    "config.yml",
    "data/nlu/*.yml",
    "data/stories/*.yml",
    "bot/dialogue/stage_policy.py",
    "bot/dialogue/intent_classifier.py",
    "bot/adapters/language/features.py",
    "bot/adapters/language/learned.py",
    "bot/adapters/language/learning.py",
    "bot/adapters/language/reading.py",
    "data/language/*.yml",
)


def model_key(project_root: Path) -> str:
    """The hash of all a model is made of: data, domain, config, our policy, versions of Rasa and Python."""
    digest = hashlib.sha256(f"{version('rasa')} {version('scikit-learn')} {sys.version_info[:2]}".encode())
    for path in _sources(project_root):
        digest.update(f"\0{path.relative_to(project_root).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(project_root: Path, models_dir: Path) -> bool:
    """Whether the model in ``models_dir`` was made from what ``project_root`` holds and is unchanged."""
    try:
        noted = json.loads((models_dir / _KEY).read_text(encoding="utf-8"))
        return noted == {"key": model_key(project_root), "sha256": _sha256(models_dir / MODEL)}
    except (OSError, ValueError):
        return False


def current_model(project_root: Path, models_dir: Path) -> Path:
    """The model in ``models_dir``. Raises DialogueError where it is missing, changed or out of date."""
    if not (models_dir / MODEL).is_file():
        raise DialogueError("The language model is not trained yet. Train it: heard train.")
    if not is_current(project_root, models_dir):
        raise DialogueError(
            "The language model does not match what it is made from. Train it again: heard train."
        )
    return models_dir / MODEL


def train(project_root: Path, models_dir: Path, state_dir: Path) -> Path:
    """Train from scratch and return the model's path, once it was loaded and has read a sentence.

    Rasa's log lines and progress bars go to ``training.log`` in ``state_dir``. Until the new model has proved
    itself the old one is untouched; then it is replaced in one step. Raises DialogueError.
    """
    from bot.dialogue.proof import prove

    models_dir.mkdir(parents=True, exist_ok=True)
    state_dir.mkdir(parents=True, exist_ok=True)
    key, candidate = model_key(project_root), models_dir / f"candidate-{os.getpid()}.tar.gz"
    try:
        _run_rasa_train(project_root, candidate, state_dir)
        prove(candidate)
        return _put_in_place(candidate, models_dir, key)
    finally:
        candidate.unlink(missing_ok=True)


def _run_rasa_train(project_root: Path, candidate: Path, state_dir: Path) -> None:
    log_path = state_dir / _LOG
    command = [sys.executable, "-W", "ignore", "-m", "rasa", "train", "--force", "--skip-validation"]
    command += ["--domain", "domain.yml", "--config", "config.yml", "--data", "data"]
    command += ["--out", str(candidate.parent.resolve()), "--fixed-model-name", candidate.name]
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(state_dir / "cache"),
    }
    with log_path.open("wb") as log:
        run = subprocess.run(command, cwd=project_root, env=environment, stdout=log, stderr=log, check=False)
    if run.returncode or not candidate.is_file():
        raise DialogueError(
            f"Training the language model failed, so the old one was kept. The reason is in {log_path}."
        )


def _put_in_place(candidate: Path, models_dir: Path, key: str) -> Path:
    model, note = models_dir / MODEL, models_dir / f"{_KEY}.new"
    note.write_text(json.dumps({"key": key, "sha256": _sha256(candidate)}), encoding="utf-8")
    candidate.replace(model)
    note.replace(models_dir / _KEY)
    return model


def _sources(project_root: Path) -> Iterator[Path]:
    for pattern in _SOURCES:
        yield from sorted(project_root.glob(pattern))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
