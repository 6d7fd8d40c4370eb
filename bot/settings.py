"""What the surroundings decide. The only reader of the environment: each setting is ``HEARD_<NAME>``."""

import re
from pathlib import Path
from typing import Self

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

import bot
from bot.safeguarding.errors import BadRequestError

NAME = "heard"
_HOST = r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?"
_ORIGIN = re.compile(rf"https://{_HOST}|http://(?:localhost|127\.0\.0\.1)(?::[0-9]{{1,5}})?")
_HTTPS = re.compile(rf"https://{_HOST}(?:/[A-Za-z0-9._~/-]*)?")
_LOOPBACK = re.compile(r"http://(?:localhost|127\.0\.0\.1)(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?")


class Settings(BaseSettings):
    """Where things are kept, and how the program is reached.

    ``data_dir`` holds the database and the key; ``state_dir`` the logs. ``database_url`` is a SQLAlchemy
    address, by default SQLite in ``data_dir``. ``templates_dir`` holds an organisation's own Word templates.
    ``demonstration`` lets people in as sample practitioners, on a loopback address alone. ``token`` is what
    other systems must carry, and people too where there is no other sign-in; it is never printed.
    ``address`` is what people type to reach the page (https://…). The ``oidc_`` settings are those of an
    OpenID Connect provider: ``docs/deploying.md``. ``frame_ancestors`` are the sites that may show the page
    in a frame, as origins with spaces between them; none unless set.
    """

    model_config = SettingsConfigDict(env_prefix="HEARD_", env_ignore_empty=True, frozen=True, extra="ignore")

    data_dir: Path = Field(default_factory=lambda: platformdirs.user_data_path(NAME))
    state_dir: Path = Field(default_factory=lambda: platformdirs.user_state_path(NAME))
    models_dir: Path = Field(default_factory=lambda: Path(bot.__file__).parent.parent / "models")
    packs_dir: Path = Field(default_factory=lambda: Path(bot.__file__).parent.parent / "packs")
    key_file: Path | None = None
    database_url: SecretStr | None = None
    templates_dir: Path | None = None
    spacy_model: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    demonstration: bool = False
    token: SecretStr | None = None
    address: str = ""
    frame_ancestors: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    oidc_scopes: str = "openid profile"
    oidc_person_claim: str = "sub"
    oidc_name_claim: str = "name"
    oidc_organisation_claim: str = "organisation"
    oidc_role_claim: str = "roles"
    oidc_organisations: dict[str, str] = Field(default_factory=dict)
    oidc_roles: dict[str, str] = Field(
        default_factory=lambda: {"practitioner": "practitioner", "safeguarding-lead": "lead"}
    )

    @field_validator("address", "oidc_issuer")
    @classmethod
    def _is_safe_address(cls, value: str) -> str:
        if value and not (_HTTPS.fullmatch(value) or _LOOPBACK.fullmatch(value)):
            raise ValueError("an address that begins with https://")
        return value.rstrip("/")

    @field_validator("frame_ancestors")
    @classmethod
    def _are_origins(cls, value: str) -> str:
        if any(not _ORIGIN.fullmatch(origin) for origin in value.split()):
            raise ValueError("origins such as https://intranet.example, with spaces between them")
        return value

    @field_validator("oidc_roles")
    @classmethod
    def _are_roles(cls, value: dict[str, str]) -> dict[str, str]:
        if not set(value.values()) <= {"practitioner", "lead"}:
            raise ValueError("each role has to be practitioner or lead")
        return value

    @model_validator(mode="after")
    def _is_whole_sign_in(self) -> Self:
        if self.oidc_issuer and not (self.oidc_client_id and self.oidc_client_secret and self.address):
            raise ValueError(
                "HEARD_OIDC_ISSUER needs HEARD_OIDC_CLIENT_ID, HEARD_OIDC_CLIENT_SECRET and HEARD_ADDRESS"
            )
        return self

    @property
    def database(self) -> str:
        """The database's address, its password included."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir.absolute() / 'heard.db'}"

    @property
    def key_path(self) -> Path:
        """Where the key file is."""
        return self.key_file or self.data_dir / "key.json"

    @property
    def log_dir(self) -> Path:
        """Where logs are written."""
        return self.state_dir / "log"


def read_settings() -> Settings:
    """The settings as the environment has them. Raises BadRequestError, which names each wrong setting."""
    try:
        return Settings()
    except SettingsError as fault:
        raise BadRequestError(
            f"The program cannot start: {str(fault).partition(' from source')[0]}. Write it as JSON."
        ) from None
    except ValidationError as fault:
        wrong = ", ".join(_told(e["loc"], e["msg"]) for e in fault.errors())
        raise BadRequestError(f"The program cannot start with these settings: {wrong}.") from None


def _told(place: tuple[int | str, ...], fault: str) -> str:
    """Which setting is wrong, and why."""
    if not place:
        return fault.removeprefix("Value error, ")
    return f"HEARD_{str(place[0]).upper()} ({fault.lower()})"
