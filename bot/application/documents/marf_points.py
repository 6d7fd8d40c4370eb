"""The nine points and the seven areas of Stoke-on-Trent's Multi-Agency Referral Form (STK-028, STK-033)."""

from collections.abc import Iterator

from bot.application.documents.document import Blocks, Role, Table, line
from bot.application.documents.reading import Reading
from bot.safeguarding.case import Value

POINTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Family names", ("client.name", "child.*.name", "perpetrator.*.name")),
    ("Addresses", ("client.address", "child.*.where_now", "perpetrator.*.whereabouts")),
    ("Dates of birth", ("client.born_on", "child.*.born_on")),
    ("Family members and others who matter", ("marf.others",)),
    ("What the concern rests on", ("marf.basis",)),
    ("What else is known, then and now", ("marf.history",)),
    ("Is the family aware of the referral", ("marf.family_aware",)),
    ("Does the referral raise the risk to the child or others", ("marf.raises_risk",)),
    ("How the client can safely be reached", ("contact.method", "contact.number", "contact.times")),
)
AREAS = (
    ("The child's voice", "words"),
    ("The non-abusing parent's voice", "parent_voice"),
    ("Evidence of harm: body, feelings, behaviour", "evidence"),
    ("Ties to each parent or carer", "attachment"),
    ("Support networks", "networks"),
    ("How the child copes", "coping"),
    ("What makes the child more vulnerable", "vulnerability"),
)
_UNKNOWN = frozenset(("not known", "unknown", "don't know", "dont know", "do not know", "n/k", "nk"))
"""What people type where they do not know; as a tick it is ``not_known``."""
_FILLED, _NOT_KNOWN, _PARTLY = "Filled in", "Not known", "Filled in, with parts not known"


def nine_points(reading: Reading) -> Blocks:
    """Each point and whether it is filled in or not known; what is still open is named, never read as no."""
    rows = tuple(
        ((line(str(n)),), (line(name),), (line(_state(reading, tuple(_keys(reading, keys)))),))
        for n, (name, keys) in enumerate(POINTS, 1)
    )
    return (Table(("No", "Point", "Where it stands"), rows, (7, 43, 50)),)


def seven_areas(reading: Reading) -> Blocks:
    """The seven areas for each child, in whose words; where no child is named, that nobody was asked."""
    return tuple(
        block
        for n, member in enumerate(reading.members("child"), 1)
        for block in _areas(reading, member, f"Child {n}")
    )


def _areas(reading: Reading, member: str, title: str) -> Blocks:
    rows = tuple(
        ((line(f"{n}. {label}"),), reading.value(f"child.{member}.{key}"))
        for n, (label, key) in enumerate(AREAS, 1)
    )
    return (line(title, Role.SUBHEADING), Table(("Area", "Recorded"), rows, (35, 65)))


def _keys(reading: Reading, keys: tuple[str, ...]) -> Iterator[str]:
    """The keys of a point: one for each member; the first child's and person's where none is recorded."""
    for key in keys:
        group, star, rest = key.partition(".*.")
        if not star:
            yield key
        else:
            members = reading.members(group) or ("1",)
            yield from (
                f"{group}.{m}.{rest}" for m in members if not _at_home(reading, f"{group}.{m}.{rest}")
            )


def _at_home(reading: Reading, key: str) -> bool:
    """Whether this is where somebody is who lives with the client: the client's address says it."""
    lives_with = reading.case.value(key.replace("whereabouts", "lives_with"))
    return key.endswith(".whereabouts") and lives_with == "yes"


def _state(reading: Reading, keys: tuple[str, ...]) -> str:
    held = {key: reading.case.value(key) for key in keys}
    if held.get("contact.method") == "none":
        return "Filled in: no way is safe"
    if open_keys := [key for key, value in held.items() if value in (None, "", "not_asked")]:
        named = "; ".join(reading.name_of(key) for key in open_keys)
        return f"Still open, fill it in or write not known: {named}"
    unknown = [value for value in held.values() if _is_unknown(value)]
    return _NOT_KNOWN if len(unknown) == len(held) else _PARTLY if unknown else _FILLED


def _is_unknown(value: Value) -> bool:
    """Whether the answer is that it is not known, picked or typed."""
    typed = str(value).strip(" .!").casefold().replace("\u2019", "'")
    return value == "not_known" or typed in _UNKNOWN
