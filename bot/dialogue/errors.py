"""What can go wrong in a dialogue, apart from what the record reports itself."""

from bot.safeguarding.errors import HeardError


class DialogueError(HeardError):
    """The dialogue could not answer a message, or its model is unusable. Carries no word that was typed."""
