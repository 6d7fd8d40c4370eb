"""A stand-in for TensorFlow, which Rasa imports even where no component needs it.

Every name found in it is an empty class that can be inherited from, annotated with and compared against, so
Rasa's modules import; nothing is ever an instance of one. Using one raises ``TensorFlowAbsentError``, so a
component that does need TensorFlow fails at once and says why. The real one is used wherever it is installed.
"""

import importlib.util
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, ClassVar, NoReturn

_ROOTS = ("tensorflow", "keras")
_UNUSED = (
    *("boto3", "botocore", "pymongo", "bson", "gridfs", "redis", "psycopg2", "portalocker"),
    *("aiogram", "socketio", "engineio", "slack_sdk", "twilio", "mattermostwrapper", "fbmessenger"),
    *("rocketchat_API", "webexteamssdk", "google", "questionary", "prompt_toolkit"),
    *("matplotlib", "mpl_toolkits", "PIL"),
    *("sklearn", "scipy", "skops", "joblib"),
)


class TensorFlowAbsentError(ImportError):
    """A component asked for TensorFlow, which is not installed."""


class _Absent(type):
    """The type of every stand-in: its attributes are stand-ins too, and calling it raises."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = _absent(f"{cls.__qualname__}.{name}")
        setattr(cls, name, found)
        return found

    def __call__(cls, *args: Any, **kwargs: Any) -> NoReturn:
        raise TensorFlowAbsentError(
            f"{cls.__module__} is stood in for, and {cls.__qualname__} was called. For TensorFlow, install heard "
            "with its extra 'tensorflow'; other parts are left out of the server (docs/adr/0002)."
        )


def _absent(qualified_name: str) -> Any:
    return _Absent(qualified_name.rpartition(".")[2], (), {"__qualname__": qualified_name})


class _StandInModule(ModuleType):
    """A module in which every public name is a stand-in class."""

    __path__: ClassVar[list[str]] = []
    __version__ = "2.12.0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = _absent(f"{self.__name__}.{name}")
        setattr(self, name, found)
        return found


class _StandIn(MetaPathFinder, Loader):
    """Finds modules below ``roots``. Last in the list of finders, real modules come first; first, it hides them."""

    def __init__(self, roots: tuple[str, ...]) -> None:
        self.roots = roots

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname.split(".")[0] in self.roots else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def register_where_absent() -> None:
    """Register the stand-in unless TensorFlow is installed or a stand-in is registered already."""
    if "tensorflow" in sys.modules or any(_stands_in_for(finder, _ROOTS) for finder in sys.meta_path):
        return
    if importlib.util.find_spec("tensorflow") is None:
        sys.meta_path.append(_StandIn(_ROOTS))


def leave_out_unused_clients() -> None:
    """Hide from Rasa what the server never uses: clients of stores and channels, and what only training needs. 110 MB.

    Does nothing once Rasa's agent has been imported. The `rasa` command does not call this: there they work.
    """
    if "rasa.core.agent" in sys.modules or any(_stands_in_for(finder, _UNUSED) for finder in sys.meta_path):
        return
    sys.meta_path.insert(0, _StandIn(tuple(root for root in _UNUSED if root not in sys.modules)))


def _stands_in_for(finder: object, roots: tuple[str, ...]) -> bool:
    return isinstance(finder, _StandIn) and set(finder.roots) <= set(roots)
