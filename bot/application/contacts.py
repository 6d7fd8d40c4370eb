"""Which services can be reached at a moment, and which number to give first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from bot.safeguarding.policy import Contact, Opening
from bot.safeguarding.working_time import Calendar

Contacts = Mapping[str, Contact]


@dataclass(frozen=True, slots=True)
class ShownContact:
    """A contact to give at a moment. ``open_now``: ``None`` where its hours are not known."""

    contact: Contact
    open_now: bool | None


def open_now(contact: Contact, contacts: Contacts, now: datetime, calendar: Calendar) -> bool | None:
    """Whether ``contact`` answers at ``now`` (aware); ``None`` where its hours are not known.

    A contact that stands in for others out of hours answers while one of those is closed.
    """
    if contact.always:
        return True
    local = now.astimezone(calendar.zone)
    if contact.hours:
        return _is_open(contact, local, calendar)
    stands_in_for = [other for other in contacts.values() if other.out_of_hours == contact.id and other.hours]
    return any(not _is_open(other, local, calendar) for other in stands_in_for) if stands_in_for else None


def shown_contacts(
    ids: Iterable[str], contacts: Contacts, now: datetime, calendar: Calendar
) -> tuple[ShownContact, ...]:
    """The contacts to give for ``ids`` at ``now``, those that answer now first, else in the order given.

    A blocked contact is never among them: its successor is. A closed one gives way to the one that stands in
    for it out of hours.
    """
    found: dict[str, ShownContact] = {}
    for contact_id in ids:
        contact = usable_contact(contact_id, contacts)
        if contact is not None:
            shown = _by_the_clock(contact, contacts, now, calendar)
            found.setdefault(shown.contact.id, shown)
    return tuple(sorted(found.values(), key=lambda shown: _PLACE[shown.open_now]))


def usable_contact(contact_id: str, contacts: Contacts) -> Contact | None:
    """The contact, or where it is blocked its successor, or ``None`` where there is none to give."""
    seen: set[str] = set()
    contact = contacts.get(contact_id)
    while contact is not None and contact.status == "blocked":
        seen.add(contact.id)
        successor = contact.successor
        contact = contacts.get(successor) if successor and successor not in seen else None
    return contact


_PLACE: Mapping[bool | None, int] = {True: 0, None: 1, False: 2}


def _by_the_clock(contact: Contact, contacts: Contacts, now: datetime, calendar: Calendar) -> ShownContact:
    is_open = open_now(contact, contacts, now, calendar)
    stand_in = usable_contact(contact.out_of_hours, contacts) if contact.out_of_hours else None
    if is_open is False and stand_in is not None:
        return ShownContact(stand_in, open_now(stand_in, contacts, now, calendar))
    return ShownContact(contact, is_open)


def _is_open(contact: Contact, local: datetime, calendar: Calendar) -> bool:
    if calendar.is_bank_holiday(local.date()) and not contact.bank_holidays:
        return False
    return any(o.weekday == local.weekday() and _within(o, local.time()) for o in contact.hours)


def _within(opening: Opening, moment: time) -> bool:
    return opening.opens <= moment < opening.closes
