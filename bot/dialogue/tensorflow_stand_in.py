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
            f"{cls.__qualname__} needs TensorFlow. Install heard with its extra 'tensorflow'."
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
    """Finds ``tensorflow`` and ``keras`` and all below them; last in the list, so real ones come first."""

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname.split(".")[0] in _ROOTS else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def register_where_absent() -> None:
    """Register the stand-in unless TensorFlow is installed or a stand-in is registered already."""
    if "tensorflow" in sys.modules or any(isinstance(finder, _StandIn) for finder in sys.meta_path):
        return
    if importlib.util.find_spec("tensorflow") is None:
        sys.meta_path.append(_StandIn())
