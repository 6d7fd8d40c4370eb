"""The iron rule on paper: a quotation is a slice of somebody's exact words, and nothing else is in quotation marks."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.adapters.documents import render_docx, render_html
from bot.adapters.language.quotations import quotations_in
from bot.application.documents import LAYOUTS, Document, Quotation, draft
from bot.application.documents.marks import has_double_mark
from bot.application.documents.printing import printable
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Case, Entry, Slice
from tests.adapters.documents.reading_back import from_html, from_word, outside
from tests.adapters.documents.sample import (
    AT,
    FULL,
    IDS,
    Marked,
    assessment_of,
    case_of,
    entry,
    policy_of,
    words,
)

HOSTILE = (
    "{{ client_name }}",
    "{% for x in y %}",
    "{{ ''.__class__.__mro__ }}",
    "{_{ }_} {_% %_}",
    "{# note #}",
    "</w:t></w:r><w:r>",
    "<script>alert('x')</script></span>",
    "&amp; &lt; &#13; ]]> <![CDATA[",
    "\r\n\t\n \r",
    "\x00\x07\x0b\x0c\x1b\ufffe\uffff",
    "\u202eevil\u202c \u2067\u05d0",
    "\ue000account\ue001",
    "“She said ‘no’” \"never\" «jamais» „nie“ 「x」 ''two'' ``ticks''",
    "قال لي 😢🏽 e\u0301\u0344 \ufeff\u2028\u2029\x85",
)
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    st.lists(st.sampled_from((*HOSTILE, "he hit me", '"', "“", "”", "'", " ")), min_size=1, max_size=5).map(
        "".join
    ),
)
KEYS = (
    "account",
    "account.seen",
    "account.thoughts",
    "dash_1.words",
    "wishes.words",
    "child.1.words",
    "child.1.parent_voice",
    "danger.words",
    "history.incidents",
    "marf.basis",
    "marf.history",
    "consent.marac.reason",
)
SAID = st.builds(words, st.sampled_from(KEYS), TEXT, st.sampled_from(list(Voice)))
TYPED = st.builds(
    lambda key, text: entry(key, text, text),
    st.sampled_from(
        ("client.name", "consent.marac.what", "perpetrator.1.name", "marf.others", "client.address")
    ),
    TEXT,
)
NAMES = tuple(each for each in IDS if each not in ("safety-plan", "specialist-referral"))
"""Every document but the client's own sheet, which quotes nobody, and the one that needs consent."""
HOLDING = tuple(each for each in NAMES if any(ask.id == "account" for ask in LAYOUTS[each].fields()))
"""The documents that hold the account, which is in them whole."""


class Language(Marked):
    """The language analysis that the program uses, as far as documents need it."""

    def quotations(self, text: str) -> tuple[tuple[int, int], ...]:
        """The spans inside quotation marks."""
        return quotations_in(text)


def document_of(case: Case, document_id: str) -> Document:
    """The document, drafted from the case."""
    return draft(document_id, case, assessment_of(), policy_of(), Language(), AT)


def with_support(entries: list[Entry], start: int, length: int) -> Case:
    """The entries, and an answer that some of the first one's characters support."""
    return case_of(*entries, entry("dash_15", "yes", quotes=(Slice(1, start, start + length),)))


def expected(entry: Entry) -> list[str]:
    """What must stand in quotation marks of an exact entry."""
    spans = quotations_in(entry.text) or ((0, len(entry.text)),)
    return [printable(entry.text[start:end]) for start, end in spans]


def check_quotations(document: Document, case: Case, quoted: list[str]) -> None:
    """Each quotation is the slice of exact words that the document names, and every exact account is there."""
    pieces = [piece for piece in document.pieces() if isinstance(piece, Quotation)]
    assert [printable(case.entries[p.entry - 1].text[p.start : p.end]) for p in pieces] == quoted
    assert all(case.entries[p.entry - 1].voice is Voice.EXACT for p in pieces)
    if document.id in HOLDING:
        told = [e for e in case.all_entries("account") if e.voice is Voice.EXACT]
        assert all(text in quoted for each in told for text in expected(each))


PROPERTY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PROPERTY
@given(
    st.lists(st.one_of(SAID, TYPED), min_size=1, max_size=8),
    st.sampled_from(NAMES),
    st.integers(0, 9),
    st.integers(0, 20),
)
@example([words("account", text, voice) for text in HOSTILE for voice in Voice], "marac-referral", 0, 9)
@example([words("account", text, voice) for text in HOSTILE for voice in Voice], "case-note", 0, 9)
def test_in_word_every_quotation_is_a_slice_of_exact_words_and_nothing_else_is_quoted(
    entries: list[Entry], document_id: str, start: int, length: int
) -> None:
    case = with_support(entries, start, length)
    document = document_of(case, document_id)
    paragraphs = from_word(render_docx(document))
    check_quotations(document, case, [each.text for p in paragraphs for each in p if each.quoted])
    assert not any(has_double_mark(outside(paragraph)) for paragraph in paragraphs)


@PROPERTY
@given(
    st.lists(st.one_of(SAID, TYPED), min_size=1, max_size=8),
    st.sampled_from(NAMES),
    st.integers(0, 9),
    st.integers(0, 20),
)
@example([words("account", text, voice) for text in HOSTILE for voice in Voice], "marac-referral", 0, 9)
def test_in_html_every_quotation_is_the_slice_it_names_and_nothing_else_is_quoted(
    entries: list[Entry], document_id: str, start: int, length: int
) -> None:
    case = with_support(entries, start, length)
    document = document_of(case, document_id)
    paragraphs, slices, _ = from_html(render_html(document))
    quoted = [each.text for p in paragraphs for each in p if each.quoted]
    check_quotations(document, case, quoted)
    assert [printable(case.entries[e - 1].text[a:b]) for e, a, b in slices] == quoted
    assert not any(has_double_mark(outside(paragraph)) for paragraph in paragraphs)


@pytest.mark.parametrize("document_id", NAMES)
def test_each_document_quotes_slices_of_exact_words_alone_whatever_was_typed(document_id: str) -> None:
    told = [words(key, text, voice) for key in KEYS for text in HOSTILE for voice in Voice]
    typed = [entry("client.name", text, text) for text in HOSTILE]
    case = with_support([*told, *typed], 0, 9)
    document = document_of(case, document_id)
    in_word = from_word(render_docx(document))
    check_quotations(document, case, [each.text for p in in_word for each in p if each.quoted])
    on_screen, slices, _ = from_html(render_html(document))
    quoted = [each.text for p in on_screen for each in p if each.quoted]
    check_quotations(document, case, quoted)
    assert [printable(case.entries[e - 1].text[a:b]) for e, a, b in slices] == quoted
    assert not any(has_double_mark(outside(paragraph)) for paragraph in (*in_word, *on_screen))


@PROPERTY
@given(TEXT, st.sampled_from((Voice.REPORTED, Voice.OBSERVATION, Voice.OPINION)))
def test_no_voice_but_exact_is_ever_quoted(text: str, voice: Voice) -> None:
    case = case_of(words("account", text, voice))
    assert not any(each.quoted for p in from_word(render_docx(document_of(case, "case-note"))) for each in p)


def test_a_long_account_is_in_the_document_whole() -> None:
    account = "He hit me and the children saw it. " * 3000
    case = case_of(words("account", account))
    runs = [each.text for p in from_word(render_docx(document_of(case, "marac-referral"))) for each in p]
    assert account in runs


def test_template_code_in_recorded_text_is_shown_and_never_run() -> None:
    case = case_of(
        entry("client.name", "{{ title }}", "{{ title }}"), words("account", "{% raw %}{_{ 7 * 7 }_}")
    )
    runs = [each.text for p in from_word(render_docx(document_of(case, "marac-referral"))) for each in p]
    assert "{{ title }}" in runs
    assert "{% raw %}{_{ 7 * 7 }_}" in runs


def test_every_document_of_a_full_case_reads_back_the_same_in_word_and_in_html() -> None:
    document = document_of(case_of(*FULL), "marac-referral")
    pages, _, _ = from_html(render_html(document))
    in_word = [each.text for p in from_word(render_docx(document)) for each in p if each.quoted]
    assert in_word == [each.text for p in pages for each in p if each.quoted]
