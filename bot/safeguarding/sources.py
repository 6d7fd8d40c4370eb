"""Where a value, a rule or a sentence comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A document (its pack id, such as ``sevenoaks-dc``) and a paragraph of it (such as ``2.4``)."""

    document: str
    paragraph: str

    def __str__(self) -> str:
        return f"{self.document} {self.paragraph}"
