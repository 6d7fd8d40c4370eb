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
from bot.application.documents.drafting import DRAFT, LAYOUTS, draft, drafts_due

__all__ = [
    "DRAFT",
    "LAYOUTS",
    "Approval",
    "Document",
    "Field",
    "Line",
    "Piece",
    "Plain",
    "Quotation",
    "Role",
    "Section",
    "Table",
    "draft",
    "drafts_due",
]
