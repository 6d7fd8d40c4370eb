"""The key file: JSON, mode 600, every version of the master key that is still needed."""

import base64
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.adapters.keys.ring import KeyRing, fresh_ring
from bot.adapters.keys.sealing import KEY_BYTES
from bot.safeguarding.errors import KeyExposedError, KeyMissingError, KeyWrongError, RecordError

FILE_FORMAT = 1


class KeyFile:
    """The ring that is kept at ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ring: KeyRing | None = None

    def exists(self) -> bool:
        """Whether there is a key file."""
        return self.path.exists()

    def ring(self) -> KeyRing:
        """The ring as last read. Raises KeyMissingError, KeyWrongError, KeyExposedError."""
        return self._ring or self.reread()

    def reread(self) -> KeyRing:
        """The ring as the file has it now. Raises KeyMissingError, KeyWrongError, KeyExposedError."""
        self._ring = read_ring(self.path)
        return self._ring

    def create(self) -> KeyRing:
        """A new random key, unless another process has just made one: then that one."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            _put(self.path, fresh_ring(), os.link)
        return self.reread()

    def replace(self, ring: KeyRing) -> None:
        """Write ``ring`` in place of what the file held, all of it or nothing."""
        _put(self.path, ring, os.replace)
        self._ring = ring


def read_ring(path: Path) -> KeyRing:
    """The ring in the file. Raises KeyMissingError, KeyExposedError, KeyWrongError."""
    try:
        mode, text = path.stat().st_mode, path.read_text("ascii")
    except FileNotFoundError:
        raise KeyMissingError(missing(path)) from None
    except (OSError, UnicodeError):
        raise KeyWrongError(f"The key file {path} cannot be read. Check its rights.") from None
    if mode & 0o077:
        raise KeyExposedError(
            f"Other people on this machine can read the key file {path}. "
            f"Make it yours alone: chmod 600 {path}"
        )
    return _parsed(text, path)


def missing(path: Path) -> str:
    """The sentence for a key file that is not there although there is a record."""
    return (
        f"There is a record, but its key file {path} is not there. Put the key file back from your backup; "
        "without it the record cannot be read, and no new key was made."
    )


def _parsed(text: str, path: Path) -> KeyRing:
    try:
        content: dict[str, Any] = json.loads(text)
        secrets = {int(version): base64.b64decode(key["key"]) for version, key in content["keys"].items()}
        ring = KeyRing(int(content["current"]), secrets)
        sound = content["format"] == FILE_FORMAT and ring.current in secrets
    except (ValueError, KeyError, TypeError, AttributeError):
        sound = False
    if not sound or any(len(secret) != KEY_BYTES for secret in secrets.values()):
        raise KeyWrongError(
            f"The key file {path} is damaged. Put it back from your backup; nothing was changed."
        )
    return ring


def _put(path: Path, ring: KeyRing, place: Callable[[str, Path], None]) -> None:
    try:
        temporary = _written_beside(path, ring)
        try:
            place(temporary, path)
        finally:
            Path(temporary).unlink(missing_ok=True)
        _settle(path.parent)
    except FileExistsError:
        raise
    except OSError:
        raise RecordError(
            f"The key file {path} cannot be written. Check the folder and the space on the disk."
        ) from None


def _written_beside(path: Path, ring: KeyRing) -> str:
    keys = {str(v): {"key": base64.b64encode(secret).decode()} for v, secret in ring.secrets.items()}
    handle, name = tempfile.mkstemp(prefix=".key-", dir=path.parent)  # mkstemp gives mode 600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump({"format": FILE_FORMAT, "current": ring.current, "keys": keys}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return name


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
