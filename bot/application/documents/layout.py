"""The fixed shape of a document: its parts and fields, whatever the case holds.

The Word templates are built from these, so a template and a draft always name the same fields.
"""

from dataclasses import dataclass

from bot.application.documents.document import Field, Section, line
from bot.application.documents.reading import NOT_ASKED, Fill, Reading, answered


@dataclass(frozen=True, slots=True)
class Ask:
    """One field. ``fill`` is its key, a function that says it, or ``None`` where nobody asks it yet."""

    id: str
    label: str
    fill: Fill | str | None = None
    wide: bool = False

    def field(self, reading: Reading) -> Field:
        """The field filled from a case; where there is nothing to say it reads ``Not asked``."""
        blocks = self._fill()(reading) or (line(NOT_ASKED),)
        return Field(self.id, self.label, blocks, self.wide)

    def _fill(self) -> Fill:
        if self.fill is None:
            return lambda reading: ()
        return answered(self.fill) if isinstance(self.fill, str) else self.fill


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its fields."""

    heading: str
    asks: tuple[Ask, ...]

    def section(self, reading: Reading) -> Section:
        """The part filled from a case."""
        return Section(self.heading, tuple(ask.field(reading) for ask in self.asks))


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's shape. ``file_name`` is used where the pack gives no neutral name of its own.

    ``to`` is the destination it goes to. ``header`` stands on every page. ``client_holds`` marks what the
    client may keep: it names nobody and no organisation. ``instead_of`` names the general document that it
    takes the place of on a list while both fit the case.
    """

    id: str
    title: str
    file_name: str
    parts: tuple[Part, ...]
    to: str = ""
    header: str = ""
    client_holds: bool = False
    instead_of: str = ""

    def fields(self) -> tuple[Ask, ...]:
        """Every field, in the order of the page."""
        return tuple(ask for part in self.parts for ask in part.asks)
