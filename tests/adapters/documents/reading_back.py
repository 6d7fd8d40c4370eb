"""Reading rendered documents back: which text stands in quotation marks, and which does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO

from docx import Document as open_word
from docx.oxml.ns import qn
from docx.text.run import Run


@dataclass(frozen=True)
class Text:
    """A run of text and whether it is marked as a quotation."""

    text: str
    quoted: bool


def from_word(content: bytes) -> tuple[tuple[Text, ...], ...]:
    """The runs of each paragraph of the body, the header and the footer."""
    word = open_word(BytesIO(content))
    section = word.sections[0]
    roots = (word.element, section.header._element, section.footer._element)
    return tuple(tuple(_runs(p)) for root in roots for p in root.iter(qn("w:p")))


def _runs(paragraph: object) -> Iterator[Text]:
    for element in paragraph.iter(qn("w:r")):  # type: ignore[attr-defined]
        style = element.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        yield Text(Run(element, None).text, style is not None and style.get(qn("w:val")) == "Quotation")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[list[Text]] = [[]]
        self.slices: list[tuple[int, int, int]] = []
        self.title = ""
        self._in: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "span":
            assert held["class"] == "quotation"
            self.slices.append(
                (int(held["data-entry"] or 0), int(held["data-start"] or 0), int(held["data-end"] or 0))
            )
        elif tag in ("p", "h1", "h2", "h3", "th", "td"):
            self.found.append([])
        if tag != "meta":
            self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._in.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._in and self._in[-1] == "title":
            self.title += data
        elif not self._in or self._in[-1] != "style":
            self.found[-1].append(Text(data, bool(self._in) and self._in[-1] == "span"))


def from_html(page: str) -> tuple[tuple[tuple[Text, ...], ...], tuple[tuple[int, int, int], ...], str]:
    """The texts of each paragraph, the slices that the quotations name, and the tab's title."""
    parser = _Page()
    parser.feed(page)
    parser.close()
    return tuple(tuple(each) for each in parser.found), tuple(parser.slices), parser.title


def outside(paragraph: tuple[Text, ...]) -> str:
    """The text of a paragraph outside its quotations; each of those has to stand between its two marks."""
    joined = ""
    for n, each in enumerate(paragraph):
        if each.quoted:
            assert joined.endswith("\u201c")
            assert paragraph[n + 1].text.startswith("\u201d")
            joined = joined[:-1]
        else:
            joined += each.text[1:] if n and paragraph[n - 1].quoted else each.text
    return joined
