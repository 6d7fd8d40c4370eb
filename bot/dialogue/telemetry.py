"""What Rasa may say to the world (nothing) and to the log (where, which event, which error; no words)."""

import logging
import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_OURS_TO_SILENCE = re.compile(r"(rasa|rasa_sdk|structlog|bot\.dialogue\.wordless)(\.|$)")
_EVENT_ID = re.compile(r"[a-z0-9_.]{1,80}")
_Factory = Callable[..., logging.LogRecord]


def turn_telemetry_off() -> None:
    """Set what Rasa reads when it is imported, so that neither telemetry nor crash reports are ever on."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


class WordlessRecords:
    """Makes log records; one of Rasa's keeps where it came from and the type of an error, nothing else.

    Rasa builds its log lines with the message, the slots and the events in them, at several levels. No list
    of keys to drop can be complete, so the whole line is replaced.
    """

    def __init__(self, make: _Factory) -> None:
        self._make = make

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._make(*args, **kwargs)
        if _OURS_TO_SILENCE.match(record.name):
            _without_words(record)
        return record


def _without_words(record: logging.LogRecord) -> None:
    failed = f" {record.exc_info[0].__name__}" if record.exc_info and record.exc_info[0] else ""
    event = record.msg if isinstance(record.msg, str) and _EVENT_ID.fullmatch(record.msg) else "logged"
    record.msg = f"{event} at {record.module} line {record.lineno}{failed}"
    record.args, record.exc_info, record.exc_text, record.stack_info = (), None, None, None


def keep_words_out_of_the_log() -> None:
    """From now on no log record of Rasa's, at any level, carries a word that was typed."""
    import structlog

    make = logging.getLogRecordFactory()
    if not isinstance(make, WordlessRecords):
        logging.setLogRecordFactory(WordlessRecords(make))
    structlog.configure(
        processors=[_event_alone],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=lambda *args: logging.getLogger("bot.dialogue.wordless"),
        cache_logger_on_first_use=False,
    )


def _event_alone(logger: Any, method: str, event: Any) -> str:
    name = str(event.get("event", ""))
    return name if _EVENT_ID.fullmatch(name) else "logged"


@contextmanager
def without_warnings() -> Iterator[None]:
    """Within the block Python warns of nothing: what Rasa's parts call deprecated is settled by the lock."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
