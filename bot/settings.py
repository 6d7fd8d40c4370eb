"""What the surroundings decide. The only reader of the environment: each setting is ``HEARD_<NAME>``."""

from pathlib import Path

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

import bot
from bot.safeguarding.errors import BadRequestError

NAME = "heard"


class Settings(BaseSettings):
    """Where things are kept, and how the program is reached.

    ``data_dir`` holds the database and the key; ``state_dir`` the logs. ``database_url`` is a SQLAlchemy
    address, by default SQLite in ``data_dir``. ``templates_dir`` holds an organisation's own Word templates.
    ``demonstration`` allows requests without a token, on a loopback address alone. ``token`` is what every
    other request must carry; it is never printed.
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
    except ValidationError as fault:
        wrong = ", ".join(f"HEARD_{str(e['loc'][0]).upper()} ({e['msg'].lower()})" for e in fault.errors())
        raise BadRequestError(f"The program cannot start with these settings: {wrong}.") from None
