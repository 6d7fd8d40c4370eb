"""``heard doctor``: what is there and what is missing, in plain words."""

import http.client
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import typer

import bot
from bot.safeguarding.errors import HeardError
from bot.settings import Settings, read_settings

ROOT = Path(bot.__file__).parents[1]
PYTHONS = ((3, 11), (3, 12))


@dataclass(frozen=True, slots=True)
class Checkup:
    """One thing that was looked at: whether it is well, and a sentence about it."""

    name: str
    well: bool
    sentence: str


def doctor() -> None:
    """Say what is missing before a conversation can be held; exit 1 where something is."""
    found = list(checkups(read_settings()))
    for checkup in found:
        print(f"{'ok     ' if checkup.well else 'MISSING'}  {checkup.name}: {checkup.sentence}")
    missing = sum(not checkup.well for checkup in found)
    print("\nEverything is there." if not missing else f"\n{missing} of {len(found)} need attention.")
    if missing:
        raise typer.Exit(1)


def checkups(settings: Settings) -> Iterator[Checkup]:
    """Everything that is looked at, in the order in which to put it right."""
    looks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("Python", _python),
        ("spaCy", _spacy),
        ("Rasa", _rasa),
        ("Policy packs", _packs),
        ("Language model", _model),
        ("Key and database", _record),
        ("Address", _address),
    )
    return (_looked_at(name, look, settings) for name, look in looks)


class NotThereError(HeardError):
    """Something is missing; the sentence says what to do."""


def _looked_at(name: str, look: Callable[[Settings], str], settings: Settings) -> Checkup:
    try:
        return Checkup(name, True, look(settings))
    except HeardError as error:
        return Checkup(name, False, str(error))
    except Exception as error:  # noqa: BLE001 - the doctor goes on to the next patient
        return Checkup(
            name, False, f"It could not be looked at ({type(error).__name__}). Install the program again."
        )


def _python(_: Settings) -> str:
    if sys.version_info[:2] not in PYTHONS:
        raise NotThereError("Python 3.11 or 3.12 is needed. `make run` installs it.")
    return f"{sys.version_info.major}.{sys.version_info.minor}."


def _spacy(settings: Settings) -> str:
    from bot.adapters.language.pipelines import pipeline_of, what_is_lost

    found = _version("spacy")
    lost = " ".join(what_is_lost(pipeline_of(settings.spacy_model)))
    if settings.spacy_model:
        return f"{found}, with the model {settings.spacy_model}. {lost}".strip()
    return f"{found}; no language package is needed. {lost}".strip()


def _rasa(_: Settings) -> str:
    return f"{_version('rasa')}."


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        raise NotThereError(f"{package} is not installed. `make run` installs it.") from None


def _packs(settings: Settings) -> str:
    from bot.adapters.calendar import LondonClock
    from bot.adapters.packs import YamlPolicies

    policies = YamlPolicies(settings.packs_dir)
    organisations = policies.organisations()
    if not organisations:
        raise NotThereError(f"There is no organisation's pack in {settings.packs_dir}. Set HEARD_PACKS_DIR.")
    for org in organisations:
        policies.policy(org, LondonClock().now().date())
    return f"{', '.join(organisations)}."


def _model(settings: Settings) -> str:
    from bot.dialogue import training

    if not (settings.models_dir / training.MODEL).is_file():
        raise NotThereError("It is not trained yet. Run: heard train.")
    if not training.is_current(ROOT, settings.models_dir):
        raise NotThereError("It is older than what it is made from. Run: heard train.")
    return "trained and up to date."


def _record(settings: Settings) -> str:
    """Looks without changing anything: a record that is not there yet is made at the first start."""
    if settings.database_url is None and not (settings.data_dir / "heard.db").exists():
        return f"none yet; the first start makes both in {settings.data_dir}."
    return _record_found(settings)


def _record_found(settings: Settings) -> str:
    from bot.adapters.keys.file import read_ring
    from bot.adapters.records.database import Database, open_engine
    from bot.adapters.records.migration import REVISIONS, revision

    read_ring(settings.key_path)
    database = Database(open_engine(settings.database))
    try:
        with database.reading() as connection:
            found = revision(connection)
    finally:
        database.close()
    if found != REVISIONS[-1]:
        return f"revision {found or 'none'}; the next start brings it to {REVISIONS[-1]}."
    return f"the key is there, and the database is at revision {found}."


def _address(settings: Settings) -> str:
    from bot.cli.serve import is_loopback, listening, token_for

    token_for(
        settings.host, settings.token.get_secret_value() if settings.token else None, settings.demonstration
    )
    if is_loopback(settings.host) and _answers(settings):
        return f"the program is running at port {settings.port}."
    with listening(settings.host, settings.port):
        return f"{settings.host}, port {settings.port} is free."


def _answers(settings: Settings) -> bool:
    asked = http.client.HTTPConnection(settings.host, settings.port, timeout=2)
    try:
        asked.request("GET", "/health")
        answer = json.loads(asked.getresponse().read(10_000))
        return isinstance(answer, dict) and "status" in answer
    except (TimeoutError, OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        asked.close()
