"""Sealing one value so that it can be read, and trusted, only in the place it was sealed for."""

import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32

Place = tuple[str | int | bool | None, ...]


class BrokenSealError(Exception):
    """The value was changed, moved from another row, or sealed under another key. Holds nothing of it."""


class DataKey:
    """A 256-bit key that seals values. Never printed: its ``repr`` shows nothing."""

    def __init__(self, secret: bytes) -> None:
        self._aes = AESGCM(secret)

    def __repr__(self) -> str:
        return "DataKey(...)"

    def seal(self, plain: bytes, place: Place) -> bytes:
        """``plain`` under a fresh random nonce, bound to ``place`` (table, case or conversation, row)."""
        nonce = os.urandom(NONCE_BYTES)
        return FORMAT + nonce + self._aes.encrypt(nonce, plain, place_bytes(place))

    def open(self, sealed: bytes, place: Place) -> bytes:
        """What was sealed at ``place``. Raises BrokenSealError."""
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        if sealed[:1] != FORMAT or len(nonce) != NONCE_BYTES:
            raise BrokenSealError
        try:
            return self._aes.decrypt(nonce, body, place_bytes(place))
        except InvalidTag:
            raise BrokenSealError from None


def place_bytes(place: Place) -> bytes:
    """``place`` as bytes, such that two different places never give the same bytes."""
    return json.dumps(place, separators=(",", ":")).encode("ascii")


def fresh_secret() -> bytes:
    """256 random bits from the operating system."""
    return os.urandom(KEY_BYTES)
