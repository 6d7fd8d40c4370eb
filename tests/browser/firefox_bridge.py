"""Stands between Playwright and Debian's Firefox, which speak WebDriver BiDi of different ages.

Run in Firefox's place. It starts Firefox with the same arguments and passes every message on, except those that
this Firefox does not know: ``UNKNOWN`` are answered as done. All of them set how a page is to look, which no test
in Firefox asks for.
"""

import asyncio
import json
import re
import sys
from typing import Any

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

FIREFOX = "/usr/bin/firefox-esr"
UNKNOWN = ("emulation.setMediaFeaturesOverride",)
LISTENING = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")


async def main(arguments: list[str]) -> int:
    """Run Firefox until it ends; what it returned."""
    firefox = await asyncio.create_subprocess_exec(
        FIREFOX, *arguments, stdout=sys.stderr, stderr=asyncio.subprocess.PIPE
    )
    assert firefox.stderr is not None
    async for line in firefox.stderr:
        if found := LISTENING.search(line):
            break
        sys.stderr.buffer.write(line)
    else:
        return await firefox.wait()
    beyond = found[1].decode()

    async def joined(playwright: ServerConnection) -> None:
        async with connect(
            f"{beyond}/session", max_size=None, compression=None, ping_interval=None
        ) as browser:
            await asyncio.gather(_there(playwright, browser), _back(browser, playwright))

    async with serve(joined, "127.0.0.1", 0, max_size=None, compression=None, ping_interval=None) as server:
        port = server.sockets[0].getsockname()[1]
        print(f"WebDriver BiDi listening on ws://127.0.0.1:{port}", file=sys.stderr, flush=True)
        async for line in firefox.stderr:
            sys.stderr.buffer.write(line)
        return await firefox.wait()


async def _there(playwright: Any, browser: Any) -> None:
    try:
        async for message in playwright:
            command = json.loads(message)
            if command.get("method") in UNKNOWN:
                await playwright.send(json.dumps({"type": "success", "id": command["id"], "result": {}}))
            else:
                await browser.send(message)
    except ConnectionClosed:
        pass
    await browser.close()


async def _back(browser: Any, playwright: Any) -> None:
    try:
        async for message in browser:
            await playwright.send(message)
    except ConnectionClosed:
        pass
    await playwright.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
