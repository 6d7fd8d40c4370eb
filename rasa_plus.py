"""Rasa's plug-in point: what has to be true before any ``rasa`` command runs.

Rasa looks for one plug-in package, by this very name, and calls ``init_hooks`` before its command line is
parsed. That makes the literal ``rasa train``, ``rasa test`` and ``rasa shell`` work without TensorFlow and
without telemetry, with no change to Rasa and none to how it is called. This is not Rasa's commercial
package and holds none of it.
"""

import importlib
from typing import Any


def init_hooks(manager: Any) -> None:
    """Importing ``bot.dialogue`` turns telemetry off and registers the stand-in; no hook is added."""
    importlib.import_module("bot.dialogue")
