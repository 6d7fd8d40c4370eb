"""Nothing phones home: no name is looked up and no other machine reached, from the first import to the last document."""

import pytest

from .watched import Evidence

pytestmark = pytest.mark.slow

OURS = ("'127.0.0.1'", "'::1'")


def test_no_name_is_looked_up_and_no_other_machine_reached_whatever_fails(evidence: Evidence) -> None:
    assert evidence.turns > 25 and len(evidence.documents) > 3 and len(evidence.faults) > 12
    noted = evidence.lookups.splitlines()
    assert any(line.startswith("socket.getaddrinfo") for line in noted), "the trap was not set"
    assert [line for line in noted if not any(address in line for address in OURS)] == []
