"""Starts `heard` under watch: every logger at every level, and each name looked up or address reached noted.

Run as `python watched_start.py NOTES serve …`. The audit hook of Python's is set before anything of ours, or
of a library's, is imported, so that what happens while importing is seen too.
"""

import logging
import sys
import threading

EVENTS = frozenset(
    "socket.connect socket.sendto socket.sendmsg socket.getaddrinfo socket.gethostbyname socket.gethostbyaddr "
    "socket.getnameinfo".split()
)
_noting = threading.local()


def watch(notes: str) -> None:
    """From now on write each such event, with the host or address asked for, to the file ``notes``."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event not in EVENTS or getattr(_noting, "now", False):
            return
        _noting.now = True
        asked = [argument for argument in arguments if isinstance(argument, str | bytes | tuple)]
        with open(notes, "a") as file:  # noqa: PTH123 - nothing is imported before the hook is set
            file.write(f"{event} {asked[:1]!r}\n")
        _noting.now = False

    sys.addaudithook(hook)


def log_everything() -> None:
    """Every logger, whoever sets its level afterwards and to what, writes every line to standard error."""
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    logging.Logger.isEnabledFor = lambda self, level: True  # type: ignore[method-assign]
    logging.Logger.getEffectiveLevel = lambda self: logging.DEBUG  # type: ignore[method-assign]
    import structlog

    filtering = structlog.make_filtering_bound_logger
    structlog.make_filtering_bound_logger = lambda _: filtering(logging.DEBUG)


if __name__ == "__main__":
    watch(sys.argv.pop(1))
    log_everything()
    from bot.cli.main import main

    main()
