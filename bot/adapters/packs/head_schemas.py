"""What may stand in ``pack.yml`` and in a pack's own tests."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from bot.adapters.packs.schemas import Slug, Strict, Text


class DocumentHead(Strict):
    """The document that a pack puts into effect."""

    id: Slug
    title: Text
    from_: date = Field(alias="from")
    review_by: date | None = None


class PackText(Strict):
    """``pack.yml``. ``cites`` names other documents that sources point to, by id."""

    id: Slug
    name: Text
    extends: Slug | None = None
    document: DocumentHead
    owner: Text
    organisation: bool
    cites: dict[str, Text] = Field(default_factory=dict)


class CaseText(Strict):
    """One case of a pack test: a request for ``heard assess`` and the part of its answer that must match.

    ``in`` may leave out ``org`` (the pack's own). ``rest`` answers every item that ``in`` does not name.
    A list in ``out`` names what must be in the answer's list, a list in ``never`` what must not be.
    """

    name: Text
    obligation: list[Text]
    in_: dict[str, Any] = Field(alias="in")
    rest: Literal["yes", "no", "not_known"] | None = None
    out: dict[str, Any] = Field(default_factory=dict)
    never: dict[str, Any] = Field(default_factory=dict)


class AskedText(Strict):
    """One line of ``tests/questions.yml``: what staff ask, and the entry of advice that must answer.

    ``entry: null``: the policy does not say, and nothing may be claimed.
    """

    q: Text
    entry: Slug | None
