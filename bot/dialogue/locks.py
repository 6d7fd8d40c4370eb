"""One message of a conversation at a time, in the order in which they came, without polling."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class ConversationLocks:
    """A first-come-first-served lock for each conversation that has a message waiting."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    def __len__(self) -> int:
        return len(self._locks)

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncIterator[None]:
        """Wait until every earlier message of the conversation was answered, then keep later ones waiting."""
        lock = self._enter(conversation_id)
        try:
            async with lock:
                yield
        finally:
            self._leave(conversation_id)

    def _enter(self, conversation_id: str) -> asyncio.Lock:
        lock, waiting = self._locks.get(conversation_id) or (asyncio.Lock(), 0)
        self._locks[conversation_id] = (lock, waiting + 1)
        return lock

    def _leave(self, conversation_id: str) -> None:
        lock, waiting = self._locks.pop(conversation_id)
        if waiting > 1:
            self._locks[conversation_id] = (lock, waiting - 1)
