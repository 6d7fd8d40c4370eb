"""The master key in its versions, and the wrapping of data keys under it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.adapters.keys.sealing import FORMAT, BrokenSealError, DataKey, fresh_secret
from bot.safeguarding.errors import KeyWrongError

VERSION_BYTES = 4

KEY_WRONG = (
    "The key file does not hold the key that this record was written with. Nothing was changed. "
    "Put the right key file back, from the backup that belongs to this database."
)


@dataclass(frozen=True)
class KeyRing:
    """Versions of the master key. New data keys are wrapped under ``current``; all of ``secrets`` unwrap."""

    current: int
    secrets: Mapping[int, bytes] = field(repr=False)

    def wrap(self, secret: bytes, owner: str) -> bytes:
        """``secret``, the data key of ``owner``, sealed under the current version, named in the header."""
        sealed = DataKey(self.secrets[self.current]).seal(secret, ("data_keys", owner, self.current))
        return FORMAT + self.current.to_bytes(VERSION_BYTES, "big") + sealed

    def unwrap(self, wrapped: bytes, owner: str) -> bytes:
        """The data key of ``owner``. Raises KeyWrongError."""
        version = version_of(wrapped)
        secret = self.secrets.get(version)
        if secret is None or wrapped[:1] != FORMAT:
            raise KeyWrongError(KEY_WRONG)
        try:
            return DataKey(secret).open(wrapped[1 + VERSION_BYTES :], ("data_keys", owner, version))
        except BrokenSealError:
            raise KeyWrongError(KEY_WRONG) from None

    def with_new_version(self) -> "KeyRing":
        """The ring with one more version, which is the current one from now on."""
        version = max(self.secrets) + 1
        return KeyRing(version, {**self.secrets, version: fresh_secret()})

    def only_current(self) -> "KeyRing":
        """The ring without its older versions."""
        return KeyRing(self.current, {self.current: self.secrets[self.current]})


class Keys(Protocol):
    """Where the ring comes from."""

    def ring(self) -> KeyRing:
        """The ring as last read."""

    def reread(self) -> KeyRing:
        """The ring as it is now: another process may have changed the key."""


class PassingKeys:
    """A ring that lives as long as the process and is written nowhere: for practice conversations."""

    def __init__(self) -> None:
        self._ring = fresh_ring()

    def ring(self) -> KeyRing:
        """The ring."""
        return self._ring

    def reread(self) -> KeyRing:
        """The same ring."""
        return self._ring


def fresh_ring() -> KeyRing:
    """A ring with one random version."""
    return KeyRing(1, {1: fresh_secret()})


def version_of(wrapped: bytes) -> int:
    """The version of the master key that a wrapped data key names in its header."""
    return int.from_bytes(wrapped[1 : 1 + VERSION_BYTES], "big")
