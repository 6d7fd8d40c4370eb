"""What a turn needs of the world, in one value."""

from dataclasses import dataclass
from datetime import date

from bot.application.ports import Clock, Language, Policies, Records
from bot.safeguarding.policy import Policy
from bot.safeguarding.working_time import Calendar


@dataclass(frozen=True, slots=True)
class World:
    """The ports. ``records`` keeps practice conversations apart from cases."""

    clock: Clock
    calendar: Calendar
    policies: Policies
    language: Language
    records: Records

    def policy(self, org: str, as_at: date) -> Policy:
        """The policy of ``org`` as at a date."""
        return self.policies.policy(org, as_at)
