"""The data keys: made, found, kept unwrapped for a while, and destroyed.

A conversation has a data key from its first turn; the case that is opened in it takes the key over. One key
seals everything of a case, and a case's words end with it.
"""

import threading
import uuid
from collections import OrderedDict
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.adapters.keys.ring import KEY_WRONG, KeyRing, Keys, version_of
from bot.adapters.keys.sealing import BrokenSealError, DataKey, fresh_secret
from bot.adapters.records.schema import DATA_KEYS, MASTER_KEYS
from bot.safeguarding.errors import KeyWrongError, NotSavedError, RecordError

KEPT_UNWRAPPED = 2000
PROOF = b"this key belongs to this record"

_WRAPPED = select(DATA_KEYS.c.wrapped).where(DATA_KEYS.c.id == bindparam("key_id"))


class Vault:
    """The data keys of one database, wrapped by ``keys``."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self._unwrapped: OrderedDict[str, DataKey] = OrderedDict()
        self._lock = threading.Lock()

    def new(self, connection: Connection) -> str:
        """Make a data key in the open transaction; its id."""
        key_id, secret = uuid.uuid4().hex, fresh_secret()
        ring = self._ring_for_writing(connection)
        row = {"id": key_id, "version": ring.current, "wrapped": ring.wrap(secret, key_id)}
        connection.execute(insert(DATA_KEYS), row)
        self._keep(key_id, DataKey(secret))
        return key_id

    def key(self, connection: Connection, key_id: str) -> DataKey:
        """The data key. Raises KeyWrongError; RecordError where it was destroyed."""
        with self._lock:
            held = self._unwrapped.get(key_id)
        return held or self._keep(key_id, DataKey(self._secret(connection, key_id)))

    def destroy(self, connection: Connection, key_ids: Iterable[str]) -> None:
        """Destroy the data keys in the open transaction: what they sealed cannot be read again by anyone."""
        doomed = list(key_ids)
        connection.execute(delete(DATA_KEYS).where(DATA_KEYS.c.id.in_(doomed)))
        with self._lock:
            for key_id in doomed:
                self._unwrapped.pop(key_id, None)

    def _secret(self, connection: Connection, key_id: str) -> bytes:
        wrapped = connection.execute(_WRAPPED, {"key_id": key_id}).scalar()
        if wrapped is None:
            raise RecordError("The key of this part of the record was destroyed when it was deleted.")
        ring = self.keys.ring()
        if version_of(wrapped) not in ring.secrets:
            ring = self.keys.reread()
        return ring.unwrap(wrapped, key_id)

    def _ring_for_writing(self, connection: Connection) -> KeyRing:
        wanted = connection.execute(select(MASTER_KEYS.c.version).with_for_update(read=True)).scalars().all()
        ring = self.keys.ring()
        if wanted and ring.current != max(wanted):
            ring = self.keys.reread()
        if wanted and max(wanted) not in ring.secrets:
            raise NotSavedError(KEY_WRONG)
        return ring

    def _keep(self, key_id: str, key: DataKey) -> DataKey:
        with self._lock:
            self._unwrapped[key_id] = key
            while len(self._unwrapped) > KEPT_UNWRAPPED:
                self._unwrapped.popitem(last=False)
        return key


def set_proof(connection: Connection, ring: KeyRing) -> None:
    """Leave a value in the database that only the current master key opens."""
    sealed = DataKey(ring.secrets[ring.current]).seal(PROOF, ("master_keys", ring.current))
    connection.execute(insert(MASTER_KEYS), {"version": ring.current, "proof": sealed})


def proven_versions(connection: Connection) -> tuple[int, ...]:
    """The versions of the master key that this database was written with; none in a new database."""
    return tuple(connection.execute(select(MASTER_KEYS.c.version).order_by(MASTER_KEYS.c.version)).scalars())


def check_key(connection: Connection, ring: KeyRing) -> None:
    """Raises KeyWrongError unless ``ring`` opens every proof in the database."""
    for row in connection.execute(select(MASTER_KEYS)):
        secret = ring.secrets.get(row.version)
        try:
            opened = (
                secret is not None and DataKey(secret).open(row.proof, ("master_keys", row.version)) == PROOF
            )
        except BrokenSealError:
            opened = False
        if not opened:
            raise KeyWrongError(KEY_WRONG)
