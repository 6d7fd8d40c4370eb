"""Templates: ours are built from the layouts; an organisation's own is checked before it is used."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document as open_word
from docx.document import Document as Word

from bot.adapters.documents import render_docx, render_html
from bot.adapters.documents.build_templates import build
from bot.adapters.documents.places import places
from bot.adapters.documents.templates import OURS
from bot.application.documents import LAYOUTS, Document, draft
from bot.safeguarding.answers import Voice
from bot.safeguarding.errors import TemplateError
from tests.adapters.documents.reading_back import from_html, from_word
from tests.adapters.documents.sample import AT, FULL, IDS, LANGUAGE, assessment_of, case_of, policy_of, words
from tests.work import calls_of

PLAN = "safety-plan"


def drafted(document_id: str, *more: object) -> Document:
    """A document of the full case."""
    return draft(document_id, case_of(*FULL, *more), assessment_of(), policy_of(), LANGUAGE, AT)  # type: ignore[arg-type]


def own(folder: Path, *lines: str, document_id: str = PLAN) -> Path:
    """A folder with an organisation's template of these lines."""
    word = open_word()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(folder / f"{document_id}.docx"))
    return folder


def parts(content: bytes) -> dict[str, bytes]:
    """What is packed in a Word file."""
    with ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def all_places(document_id: str = PLAN) -> list[str]:
    """A line for each place that the template has to have."""
    return [f"{{{{ {place} }}}}" for place in places(LAYOUTS[document_id])]


def opened(document: Document, templates_dir: Path | None = None) -> Word:
    """The rendered document, opened."""
    return open_word(BytesIO(render_docx(document, templates_dir)))


def texts(document: Document, templates_dir: Path | None = None) -> list[str]:
    """The text of each paragraph."""
    return ["".join(t.text for t in p) for p in from_word(render_docx(document, templates_dir))]


@pytest.mark.parametrize("document_id", IDS)
def test_our_template_is_what_the_layout_gives(document_id: str) -> None:
    assert parts(build(LAYOUTS[document_id])) == parts((OURS / f"{document_id}.docx").read_bytes())


def test_the_same_layout_gives_the_same_file_byte_for_byte() -> None:
    assert build(LAYOUTS[PLAN]) == build(LAYOUTS[PLAN])


@pytest.mark.parametrize("document_id", [each for each in IDS if each != PLAN])
def test_who_must_not_be_told_and_the_draft_mark_stand_in_the_header_of_every_page(document_id: str) -> None:
    section = opened(drafted(document_id)).sections[0]
    assert not section.different_first_page_header_footer
    header = [paragraph.text for paragraph in section.header.paragraphs]
    first = "For the people doing this work only. Give no details to anyone else."
    told = "The alleged perpetrator must not be told of this referral."
    assert header == [first if document_id == "works-order" else told, "Draft - not yet approved"]


@pytest.mark.parametrize("document_id", IDS)
def test_no_place_is_left_unfilled(document_id: str) -> None:
    assert not any(re.search(r"\{\{|\ue000|\ue001", text) for text in texts(drafted(document_id)))


def test_headings_are_real_headings_in_order() -> None:
    word = opened(drafted("marac-referral"))
    names = [p.style.name for p in word.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert names[0] == "Heading 1"
    assert names.count("Heading 1") == 1
    assert names.count("Heading 2") == len(LAYOUTS["marac-referral"].parts)


def test_the_file_and_the_tab_say_nothing_of_what_they_hold() -> None:
    document = drafted("marac-referral")
    properties = opened(document).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("case-form-1-c-1", "", "")
    assert from_html(render_html(document))[2] == "case-form-1-c-1"


def test_an_organisation_s_template_takes_the_place_of_ours(tmp_path: Path) -> None:
    folder = own(tmp_path, "Our own heading", "Plan: {{ steps }}!", *all_places())
    found = texts(drafted(PLAN), folder)
    assert found[0] == "Our own heading"
    assert found[1] == "Plan: keep_phone_charged\nspare_keys!"


def test_where_the_folder_has_none_of_this_document_ours_is_used(tmp_path: Path) -> None:
    assert "My notes" in texts(drafted(PLAN), tmp_path)


def test_a_place_that_word_split_into_runs_is_still_found(tmp_path: Path) -> None:
    word = open_word()
    for place in all_places():
        paragraph = word.add_paragraph(place[:4])
        paragraph.add_run(place[4:]).bold = True
    word.save(str(tmp_path / f"{PLAN}.docx"))
    assert "keep_phone_charged" in texts(drafted(PLAN), tmp_path)


def test_an_organisation_s_template_quotes_in_the_same_way(tmp_path: Path) -> None:
    folder = own(tmp_path, *all_places("case-note"), document_id="case-note")
    document = drafted(
        "case-note", words("account", "{{ locked }} “no”"), words("account", "x", Voice.REPORTED)
    )
    quoted = [each.text for p in from_word(render_docx(document, folder)) for each in p if each.quoted]
    assert "He hit me with a cricket bat 😢" in quoted


def test_every_fault_of_a_template_is_told_at_once(tmp_path: Path) -> None:
    folder = own(
        tmp_path,
        "{{ title }} {{ clint_name }}",
        "{{ locked }}",
        "{{ notes }}",
    )
    with pytest.raises(TemplateError) as told:
        render_docx(drafted(PLAN), folder)
    assert str(told.value) == (
        "The template safety-plan.docx cannot be used. It has no place for header, status, steps: write "
        "each once as {{ header }}. It names clint_name, which this document does not have: take it out. Or take "
        "the file away and the program's own is used."
    )


@pytest.mark.parametrize(
    "code", ["{% if title %}", "{{ title.upper() }}", "{{ title|length }}", "{# note #}", "{{p title }}"]
)
def test_template_code_is_refused(code: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="only places like"):
        render_docx(drafted(PLAN), own(tmp_path, *all_places(), code))


def test_a_place_in_the_header_counts(tmp_path: Path) -> None:
    word = open_word()
    word.sections[0].header.paragraphs[0].text = "{{ header }} {{ status }}"
    for place in all_places():
        if place not in ("{{ header }}", "{{ status }}"):
            word.add_paragraph(place)
    word.save(str(tmp_path / f"{PLAN}.docx"))
    assert (
        opened(drafted(PLAN), tmp_path).sections[0].header.paragraphs[0].text == " Draft - not yet approved"
    )


@pytest.mark.parametrize("content", [b"", b"not a Word file", b"PK\x03\x04 broken"])
def test_what_is_not_a_word_document_is_one_clear_error(content: bytes, tmp_path: Path) -> None:
    (tmp_path / f"{PLAN}.docx").write_bytes(content)
    with pytest.raises(TemplateError, match="cannot be read as a Word document"):
        render_docx(drafted(PLAN), tmp_path)


def test_the_work_of_a_document_grows_with_its_length_alone() -> None:
    def work(quotations: int) -> int:
        document = drafted("case-note", *(words("account", "he hit me " * 50) for _ in range(quotations)))
        return calls_of(render_docx, document) + calls_of(render_html, document)

    work(1)
    alone, hundred, two_hundred = work(1), work(100), work(200)
    assert two_hundred - alone < 2.2 * (hundred - alone)
