"""Documents on paper and on screen: Word through docxtpl, and HTML."""

from bot.adapters.documents.rendering_docx import render_docx
from bot.adapters.documents.rendering_html import render_html

__all__ = ["render_docx", "render_html"]
