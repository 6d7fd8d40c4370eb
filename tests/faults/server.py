"""A real `heard serve` in a process of its own, on a port of its own, with folders of its own."""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
PLAIN = "from bot.cli.main import main; main()"
START_SECONDS = 90


@dataclass
class Server:
    """The server's process and address. ``folder`` holds its data, state, and what it printed."""

    process: "subprocess.Popen[bytes]"
    folder: Path
    address: str = ""

    @classmethod
    def started(cls, folder: Path, models: Path, program: str = PLAIN, *arguments: str) -> "Server":
        """A server that can hold a conversation. ``program`` is what Python runs; it has to serve."""
        server = cls(launched(folder, models, program, *arguments), folder)
        server.address = server._wait_for(r"Ready: open (http://\S+)")
        return server

    @property
    def printed(self) -> bytes:
        """Everything it has written to standard output and standard error since the folder was made."""
        return (self.folder / "out").read_bytes() + (self.folder / "err").read_bytes()

    def client(self) -> httpx.Client:
        """An HTTP client that keeps to this server."""
        return httpx.Client(base_url=self.address, timeout=20, trust_env=False)

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it as Ctrl-C does, or harder where that does not help."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def _wait_for(self, pattern: str) -> str:
        began = time.monotonic()
        while time.monotonic() - began < START_SECONDS and self.process.poll() is None:
            found = re.findall(pattern, (self.folder / "err").read_text(errors="replace"))
            if len(found) == self._starts():
                return str(found[-1])
            time.sleep(0.05)
        self.kill()
        raise AssertionError("the server did not become ready")

    def _starts(self) -> int:
        return int((self.folder / "starts").read_text())


def launched(folder: Path, models: Path, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
    """`heard serve` on a free port of 127.0.0.1, its output added to files in ``folder``."""
    folder.mkdir(exist_ok=True)
    starts = folder / "starts"
    starts.write_text(str(int(starts.read_text()) + 1 if starts.exists() else 1))
    command = [sys.executable, "-c", program, "serve", "--port", "0", *arguments]
    with (folder / "out").open("ab") as out, (folder / "err").open("ab") as err:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=surroundings(folder, models),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
        )


def surroundings(folder: Path, models: Path) -> dict[str, str]:
    """The environment of a program that keeps everything in ``folder``."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
    return inherited | {
        "HEARD_DATA_DIR": str(folder / "data"),
        "HEARD_STATE_DIR": str(folder / "state"),
        "HEARD_MODELS_DIR": str(models),
    }
