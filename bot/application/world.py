"""What a turn needs of the world, in one value."""

from dataclasses import dataclass
from datetime import date

from bot.application.ports import Clock, Language, Policies, Records
from bot.safeguarding.policy import Policy
from bot.safeguarding.working_time import Calendar


@dataclass(frozen=True, slots=True)
class World:
    """The ports. ``practice`` keeps practice conversations; they never reach ``live``."""

    clock: Clock
    calendar: Calendar
    policies: Policies
    language: Language
    live: Records
    practice: Records

    def policy(self, org: str, as_at: date) -> Policy:
        """The policy of ``org`` as at a date."""
        return self.policies.policy(org, as_at)

    def records_of(self, conversation_id: str) -> Records:
        """The records that hold this conversation: practice where it is practice, else live."""
        return self.practice if self.practice.last_reply(conversation_id) else self.live
