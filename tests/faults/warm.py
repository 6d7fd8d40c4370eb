"""What a worker needs and may share with every other: packs and phrases, read once before workers are forked.

Imported by multiprocessing's fork server alone, so that reading happens once and a worker starts in milliseconds.
"""

from pathlib import Path

from tests.houses import house_at

_READ = house_at(Path("nowhere"))
_READ.policies.policy("sevenoaks-dc", _READ.clock.now().date())
_READ.language.danger("He told me.")
