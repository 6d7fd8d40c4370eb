"""Rasa's plug-in point: what has to be true before any ``rasa`` command runs.

Rasa looks for one plug-in package, by this very name, and calls ``init_hooks`` before its command line is
parsed. That makes the literal ``rasa train``, ``rasa test`` and ``rasa shell`` work without TensorFlow and
without telemetry, with no change to Rasa and none to how it is called. This is not Rasa's commercial
package and holds none of it.
"""

import importlib
from argparse import Namespace
from functools import partialmethod
from typing import Any

import pluggy

_hook = pluggy.HookimplMarker("rasa")


class Commands:
    """What a ``rasa`` command needs on the supported stack, and the library does not."""

    @_hook
    def configure_commandline(self, cmdline_arguments: Namespace) -> None:
        """Let Rasa's development servers run on current Sanic, in one process.

        Sanic's workers would look for a module's app, and have no standard input for ``rasa shell`` to read.
        It took away the short name of a streamed response, which the shell's channel calls.
        """
        from sanic import Sanic, response

        Sanic.run = partialmethod(Sanic.run, single_process=True)  # type: ignore[assignment]
        response.stream = response.ResponseStream  # type: ignore[attr-defined]


def init_hooks(manager: Any) -> None:
    """Turn telemetry off and register the TensorFlow stand-in, by importing ``bot.dialogue``."""
    importlib.import_module("bot.dialogue")
    manager.register(Commands())
