"""Where the program listens, and when it refuses to."""

import socket
import subprocess
import sys

import pytest

from bot.cli.serve import address_of, listening, token_for
from bot.safeguarding.errors import BadRequestError


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "desk.example"])
def test_where_others_can_reach_it_a_sign_in_is_needed_and_it_is_no_demonstration(host):
    with pytest.raises(BadRequestError, match="HEARD_TOKEN"):
        token_for(host, None, False)
    assert token_for(host, "secret", False) == "secret"
    assert token_for(host, None, False, provider=True) is None
    for token, provider in ((None, False), ("secret", False), (None, True), ("secret", True)):
        with pytest.raises(BadRequestError, match="this computer alone"):
            token_for(host, token, True, provider)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_on_this_computer_alone_it_can_be_a_demonstration(host):
    assert token_for(host, None, False) is None
    assert token_for(host, "secret", True) is None
    assert token_for(host, "secret", False) == "secret"


def test_a_port_in_use_is_one_sentence():
    with listening("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        assert address_of(first) == f"http://127.0.0.1:{port}"
        with pytest.raises(BadRequestError, match=f"Port {port} is in use"):
            listening("127.0.0.1", port)


@pytest.mark.parametrize("host", ["203.0.113.9", "no such host", "x" * 300])
def test_an_address_that_is_not_here_is_one_sentence(host):
    with pytest.raises(BadRequestError):
        listening(host, 0)


def test_a_port_in_use_ends_the_command_with_2_and_nothing_but_the_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-c", "from bot.cli.main import main; main()", "serve"]
        command += ["--port", str(taken.getsockname()[1])]
        ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 2 and ran.stdout == ""
    assert "in use" in ran.stderr and "Traceback" not in ran.stderr and len(ran.stderr.splitlines()) == 1
