"""Documents: what a case says, laid out for the people who must act on it, in the client's exact words."""

from bot.application.documents.document import (
    Approval,
    Document,
    Field,
    Line,
    Piece,
    Plain,
    Quotation,
    Role,
    Section,
    Table,
)
from bot.application.documents.drafting import DRAFT, Cover, cover_of, draft, drafts_due
from bot.application.documents.layouts import LAYOUTS

__all__ = [
    "DRAFT",
    "LAYOUTS",
    "Approval",
    "Cover",
    "Document",
    "Field",
    "Line",
    "Piece",
    "Plain",
    "Quotation",
    "Role",
    "Section",
    "Table",
    "cover_of",
    "draft",
    "drafts_due",
]
