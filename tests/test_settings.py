"""Settings: each from HEARD_<NAME>, a wrong one named, folders and the key for their owner alone."""

from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.safeguarding.errors import BadRequestError
from bot.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting from outside."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"HEARD_{name.upper()}", raising=False)


def test_each_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = {
        "data_dir": str(tmp_path),
        "port": "9090",
        "demonstration": "true",
        "token": "secret",
        "templates_dir": str(tmp_path / "templates"),
    }
    for name, value in given.items():
        monkeypatch.setenv(f"HEARD_{name.upper()}", value)
    found = read_settings()
    assert (found.data_dir, found.port, found.demonstration) == (tmp_path, 9090, True)
    assert found.token is not None and found.token.get_secret_value() == "secret"
    assert found.templates_dir == tmp_path / "templates"


def test_an_empty_setting_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORT", "TOKEN", "DATABASE_URL", "DEMONSTRATION"):
        monkeypatch.setenv(f"HEARD_{name}", "")
    found = read_settings()
    assert (found.port, found.token, found.database_url, found.demonstration) == (8080, None, None, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "eighty"), ("PORT", "-1"), ("PORT", "65536"), ("DEMONSTRATION", "perhaps")],
)
def test_a_wrong_setting_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"HEARD_{name}", value)
    with pytest.raises(BadRequestError, match=f"HEARD_{name}") as refused:
        read_settings()
    assert len(str(refused.value).splitlines()) == 1


def test_every_wrong_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_PORT", "eighty")
    monkeypatch.setenv("HEARD_DEMONSTRATION", "perhaps")
    with pytest.raises(BadRequestError, match=r"HEARD_PORT.*HEARD_DEMONSTRATION"):
        read_settings()


OIDC = {
    "OIDC_ISSUER": "https://login.example/council",
    "OIDC_CLIENT_ID": "heard",
    "OIDC_CLIENT_SECRET": "quokka",
    "ADDRESS": "https://page.example/",
}


def test_a_provider_of_sign_ins_is_set_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in OIDC.items():
        monkeypatch.setenv(f"HEARD_{name}", value)
    monkeypatch.setenv("HEARD_OIDC_ORGANISATIONS", '{"7a1c": "dover-dc"}')
    found = read_settings()
    assert (found.address, found.oidc_organisations) == ("https://page.example", {"7a1c": "dover-dc"})
    assert found.oidc_roles["safeguarding-lead"] == "lead" and "quokka" not in f"{found!r}"


@pytest.mark.parametrize("missing", [name for name in OIDC if name != "OIDC_ISSUER"])
def test_half_a_provider_is_refused(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    for name, value in OIDC.items():
        if name != missing:
            monkeypatch.setenv(f"HEARD_{name}", value)
    with pytest.raises(BadRequestError, match=f"HEARD_{missing}"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADDRESS", "http://page.example"),
        ("ADDRESS", "javascript:alert(1)"),
        ("OIDC_ISSUER", "http://login.example"),
        ("FRAME_ANCESTORS", "*"),
        ("FRAME_ANCESTORS", "https://intranet.example; script-src *"),
        ("FRAME_ANCESTORS", "https://*.example"),
        ("OIDC_ROLES", '{"boss": "everything"}'),
        ("OIDC_ROLES", "{boss"),
    ],
)
def test_an_unsafe_setting_of_the_page_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"HEARD_{name}", value)
    with pytest.raises(BadRequestError, match=f"(?i){name}") as refused:
        read_settings()
    assert len(str(refused.value).splitlines()) == 1


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_TOKEN", "quokka")
    monkeypatch.setenv("HEARD_DATABASE_URL", "postgresql://heard:quokka@database/heard")
    found = read_settings()
    assert "quokka" not in f"{found} {found!r}"
    assert found.database == "postgresql://heard:quokka@database/heard"


def test_without_settings_the_folders_are_those_of_xdg(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    found = read_settings()
    assert found.data_dir == tmp_path / "data" / "heard"
    assert found.key_path == found.data_dir / "key.json"
    assert found.database == f"sqlite:///{found.data_dir / 'heard.db'}"
    assert found.log_dir == tmp_path / "state" / "heard" / "log"


def test_the_key_can_be_kept_apart_from_the_record(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HEARD_KEY_FILE", str(tmp_path / "keys" / "heard.json"))
    house = build(read_settings())
    assert house.store.records.cases() == ()
    house.close()
    assert (tmp_path / "keys" / "heard.json").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "data" / "key.json").exists()


def test_record_and_key_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    house = build(Settings(data_dir=tmp_path / "new" / "data"))
    assert house.store.records.cases() == ()
    house.close()
    assert (tmp_path / "new" / "data").stat().st_mode & 0o777 == 0o700
    for name in ("key.json", "heard.db"):
        assert (tmp_path / "new" / "data" / name).stat().st_mode & 0o777 == 0o600


def test_joining_the_program_together_opens_and_makes_nothing(tmp_path: Path) -> None:
    build(Settings(data_dir=tmp_path / "data")).close()
    assert not (tmp_path / "data").exists()
