"""Policy packs: read from YAML, checked as a whole, and made into the policy of an organisation at a date."""

from bot.adapters.packs.comparing import Difference, differences
from bot.adapters.packs.explaining import Explanation, Passage, explained
from bot.adapters.packs.faults import Fault, FaultyPackError
from bot.adapters.packs.folders import CaseFile
from bot.adapters.packs.holding import Holding
from bot.adapters.packs.policies import PackSummary, Phrases, YamlPolicies
from bot.adapters.packs.skeleton import write_skeleton

__all__ = [
    "CaseFile",
    "Difference",
    "Explanation",
    "Fault",
    "FaultyPackError",
    "Holding",
    "PackSummary",
    "Passage",
    "Phrases",
    "YamlPolicies",
    "differences",
    "explained",
    "write_skeleton",
]
