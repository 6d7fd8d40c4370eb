"""What went wrong in the database, in plain words and without a single value."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from bot.adapters.keys.sealing import BrokenSealError
from bot.safeguarding.errors import RecordError

NOTHING_SAVED = "Nothing of this message was saved."
CONFLICT = (
    f"This case was changed in another session in the meantime. {NOTHING_SAVED} "
    "Open the case again and repeat your last answer."
)
BROKEN = (
    "Part of the record was changed or damaged outside the program and cannot be trusted. "
    "Run `heard cases verify`, and put the database back from a backup."
)
BUSY = "The record is locked by another program. Try again in a moment."
OTHER = "The record cannot be read or written. Run `heard doctor` to find out why."
DAMAGED = "The database file is damaged. Put it back from a backup."

_SENTENCES = {
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_FULL": "The disk is full. Make room on it, then try again.",
    "SQLITE_READONLY": "The database file is read-only. Give this account the right to write it.",
    "SQLITE_CANTOPEN": "The database file cannot be opened. Check that its folder exists and may be written.",
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": "The database file is not a database, or it is damaged. Put it back from a backup.",
    "SQLITE_IOERR": "The disk failed while the record was read or written. Check the disk, then try again.",
    "SQLITE_PERM": "This account may not use the database file.",
}
_MISSING_TABLE = (
    "The record was not set up, or by another version of the program. "
    "Run `heard cases list` once to bring it up to date."
)


@contextmanager
def plain_words(error: type[RecordError] = RecordError, prefix: str = "") -> Iterator[None]:
    """Turn any database error into ``error`` with one sentence; the original and its values are dropped."""
    try:
        yield
    except RecordError:
        raise
    except BrokenSealError:
        raise RecordError(BROKEN) from None
    except IntegrityError:
        raise error(CONFLICT) from None
    except DBAPIError as fault:
        raise error(prefix + sentence(fault)) from None
    except (SQLAlchemyError, UnicodeError, OverflowError):
        raise error(prefix + OTHER) from None


def sentence(fault: DBAPIError) -> str:
    """What happened and what to do, for a person."""
    name = str(getattr(fault.orig, "sqlite_errorname", ""))
    if name == "SQLITE_ERROR" and "no such" in str(fault.orig):
        return _MISSING_TABLE
    return next((text for start, text in _SENTENCES.items() if name.startswith(start)), OTHER)
