"""Policy packs: read from YAML, checked as a whole, and made into the policy of an organisation at a date."""

from bot.adapters.packs.faults import Fault, FaultyPackError
from bot.adapters.packs.folders import CaseFile
from bot.adapters.packs.policies import PackSummary, YamlPolicies

__all__ = ["CaseFile", "Fault", "FaultyPackError", "PackSummary", "YamlPolicies"]
