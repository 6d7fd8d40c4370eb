"""Where a text holds personal data: who somebody is, where they are, how they are reached.

Rules only: the same text always reads the same. ADR 0013 says what was looked at instead.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from bot.adapters.language.personal_data_addresses import addresses_in
from bot.adapters.language.personal_data_names import names_in, without_what_is_no_name
from bot.adapters.language.personal_data_numbers import (
    dates_of_birth_in,
    emails_in,
    nhs_numbers_in,
    ni_numbers_in,
    phones_in,
    plates_in,
    postcodes_in,
)
from bot.application.ports import PersonalData

Span = tuple[int, int]

_WITH_DIGITS: dict[str, Callable[[str], Iterator[Span]]] = {
    "phone": phones_in,
    "address": addresses_in,
    "postcode": postcodes_in,
    "date_of_birth": dates_of_birth_in,
    "nhs_number": nhs_numbers_in,
    "ni_number": ni_numbers_in,
    "plate": plates_in,
}
_ORDER = (
    "name",
    "phone",
    "address",
    "postcode",
    "date_of_birth",
    "nhs_number",
    "ni_number",
    "email",
    "plate",
)


def personal_data_in(text: str, people: tuple[Span, ...] = ()) -> tuple[PersonalData, ...]:
    """Where ``text`` holds personal data: exact slices, in order, not overlapping.

    ``people`` are spans that another reader takes for persons' names (a pipeline's PERSON entities); what is
    plainly no name in them is left out. Of two finds that overlap the longer holds, of two as long the kind
    that comes first in ``PersonalData``. Time grows with the length of the text alone.
    """
    return _disjoint(_finds(text, people))


def _finds(text: str, people: tuple[Span, ...]) -> Iterator[PersonalData]:
    yield from (PersonalData("name", *span) for span in names_in(text))
    for start, end in people:
        span = without_what_is_no_name(text, start, end)
        if span:
            yield PersonalData("name", *span)
    yield from (PersonalData("email", *span) for span in emails_in(text))
    for kind, reader in _WITH_DIGITS.items():
        if kind == "address" or any(map(str.isdigit, text)):
            yield from (PersonalData(kind, *span) for span in reader(text))


def _disjoint(finds: Iterable[PersonalData]) -> tuple[PersonalData, ...]:
    kept: list[PersonalData] = []
    for find in sorted(set(finds), key=lambda f: (f.start - f.end, _ORDER.index(f.kind), f.start)):
        at = bisect_left(kept, find.start, key=lambda k: k.start)
        clear_before = at == 0 or kept[at - 1].end <= find.start
        if clear_before and (at == len(kept) or find.end <= kept[at].start):
            kept.insert(at, find)
    return tuple(kept)
