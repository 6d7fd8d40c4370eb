"""The cases that were read or saved last, in memory, each good only while its version is the stored one."""

import threading
from collections import OrderedDict

from bot.adapters.records.case_rows import Held

KEPT = 500


class LiveCases:
    """At most ``kept`` cases; the one unused for longest goes first."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._lock = threading.Lock()

    def at_version(self, case_id: str, version: int) -> Held | None:
        """The case where it is held at exactly ``version``."""
        with self._lock:
            held = self._held.get(case_id)
            if held is None or held.case.version != version:
                return None
            self._held.move_to_end(case_id)
            return held

    def keep(self, held: Held) -> None:
        """Hold the case as it was just saved or read."""
        with self._lock:
            self._held[held.case.id] = held
            self._held.move_to_end(held.case.id)
            while len(self._held) > self._kept:
                self._held.popitem(last=False)

    def drop(self, case_id: str) -> None:
        """Hold it no longer."""
        with self._lock:
            self._held.pop(case_id, None)
