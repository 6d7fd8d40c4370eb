"""Postal addresses in a text: a number, a street's name and a word for street; flats; houses with a name."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_STRONG = "street|road|avenue|lane|crescent|terrace|gardens|grove|mews|cottages?|parade|rd|ave|cres|gdns|terr|bungalows|boulevard|esplanade|highway|causeway|lodge|broadway|quay|wharf|quadrant|villas?|maisonettes|almshouses|mansions"
_WEAK = (
    "st|close|way|place|drive|court|hill|row|rise|green|square|view|walk|park|house|yard|gate|bank|end|fields?|meadows?|mount|cross|side|estate|vale|common|farm|tower|towers|point|buildings|path|dene|croft|chase|ridge|mead|"
    "orchard|heights|approach|circus|circle|bottom|copse|corner|acre|bridge|down|downs|drove|garth|glebe|glen|heath|leas|link|nook|paddock|pastures|reach|spinney|strand|wynd|dr|cl|ct|pl|sq|cottage|hostel|hall|barn|bungalow|manor|"
    "flats|works|mill|bakery"
)
_WORD = r"[^\W\d_][^\W\d_'’.\-]{0,20}(?:['’\-][^\W\d_]{1,20})?\.?"
_UNIT = r"(?:flats?|units?|apartments?|apt\.?|rooms?|plots?|bedsit|studio|caravan|pitch|block|suite|floor)"
_NUMBER = r"\d{1,4}(?:[a-z](?![a-z]))?(?:(?: ?[\-/–] ?)\d{1,4}[a-z]?(?!\w))?"
_IN_UNIT = rf"{_UNIT} (?:no\.? )?(?:\d{{1,4}}[a-z]?|[a-z]\d{{0,3}})(?:,? (?:and|&) \d{{1,4}}[a-z]?)?(?!\w)"
_STREET = rf"{_WORD}(?: {_WORD}){{0,3}}"
_KINDS = rf"(?:{_STRONG}|{_WEAK})"
_STREET_ADDRESS = re.compile(
    rf"(?<![\w£$.:/\-])(?P<unit>{_IN_UNIT},? (?:at |in |of )?)?(?:(?P<house>(?:the )?{_WORD}(?: {_WORD}){{0,2}}), )?(?P<number>{_NUMBER}),? (?P<street>(?:{_WORD} ){{1,3}}?)(?P<kind>{_KINDS})(?!\w)(?!['’])",
    re.I,
)
_UNIT_ADDRESS = re.compile(
    rf"(?<![\w£$.:/\-])(?P<unit>{_IN_UNIT}),? (?:at |in |of )?(?P<street>(?:{_WORD} ){{1,3}}?)(?P<kind>{_KINDS})(?!\w)(?!['’])(?P<rest>, (?:\d{{1,4}}[a-z]? )?(?:{_WORD} ){{1,3}}?(?:{_KINDS})(?!\w))?",
    re.I,
)
_NAMED_HOUSE = re.compile(
    r"(?<!\w)(?:at|address(?: is|:)?|lives? (?:at|in)|living (?:at|in)|staying (?:at|in)|stays (?:at|in)|moved (?:in)?to|to|in|from|fled|on|of|near|house is|home is) (?P<address>(?:The )?[A-Z][\w'’\-]{1,20}(?: [A-Z][\w'’\-]{1,20}){0,2} (?:Cottages?|House|Farm|Lodge|Barn|Villa|Bungalow|Manor|Court|Hostel|Mill|Hall|Farmhouse|Vicarage|Rectory)(?P<rest>, (?:[A-Z][\w'’\-]{1,20} ){1,3}(?:Street|Road|Avenue|Lane|Close|Drive|Way|Hill|Green|Row|St|Rd|Ave))?)(?!\w)"
)
_ON_STREET = re.compile(
    r"(?<!\w)(?:lives?|living|lived|staying|stays|moved|moving|address is|address:|house is|home is|flat is|house|flat|home|place|parked|fled|sofa surfing|based) (?:in|on|at|to|off|from) (?P<address>(?:[A-Z][\w'’\-]{1,20} ){1,3}(?:Street|Road|Avenue|Lane|Close|Drive|Crescent|Terrace|Gardens|Grove|Mews|Rd|Ave|Row|Rise|Walk|Way|Place))(?!\w)"
)
_NOT_IN_A_STREET = frozenset(
    "down on in of up to from and at a an his her along into onto off across over for with or is was are were be been by my our their your i he she they we it that this these those but then than so as not no "
    "minute minutes min mins hour hours hr hrs mile miles day days week weeks wk wks month months mth mths year years yr yrs metre metres meter meters feet ft foot inch inches times time people person kids kid children child men man "
    "women woman officers officer police bed beds bedroom bedrooms storey storeys floor floors door doors car cars steps pound pounds grand litre litres cans bottles pm am other more different local bus buses "
    "quid pence percent cent calls texts messages neighbours flats houses rooms homes visits adults ago old outside inside there here when where while about near next behind around round through after before until since "
    "had has have did does do went came ran walked drove lives live can could will would if out all only just any some which who what hit kicked punched pushed dogs dog had cats cat cut cuts units x cigarettes pints points".split()
)
_ONLY_CAPITALISED = frozenset(
    "works common side end bottom corner point link reach path bank field fields cross gate estate flats down downs bridge view heights approach circle".split()
)
_PUBLIC = re.compile(r"\b(?:Crown|County|Magistrates['’]?|Family|High|Youth|Criminal) Court\b")
_ORDINARY_NAMES = frozenset(
    "the long short dead same wrong right whole very busy quiet big small far too other new back front main only nice bad good open shut closed council public car side fire sheltered safe".split()
)
_EXTENDS = re.compile(rf", (?:the )?{_WORD}(?: {_WORD}){{0,2}} {_KINDS}(?!\w)(?!['’])", re.I)


def addresses_in(text: str) -> Iterator[Span]:
    """Addresses down to the street, town and postcode left out. Spans may overlap."""
    for found in _STREET_ADDRESS.finditer(text):
        if _is_a_street(found["street"], found["kind"]):
            yield _start(found), found.end()
    for found in _UNIT_ADDRESS.finditer(text):
        if _is_a_street(found["street"], found["kind"]):
            rest = found["rest"] and _is_a_street(found["rest"].strip(", ").rsplit(" ", 1)[0], "road")
            yield found.start(), found.end() if rest or not found["rest"] else found.start("rest")
    for expression in (_NAMED_HOUSE, _ON_STREET):
        for found in expression.finditer(text):
            if not _PUBLIC.search(found["address"]):
                yield found.span("address")


def _start(found: re.Match[str]) -> int:
    if found["unit"]:
        return found.start("unit")
    house = found["house"]
    if house and house[0].isupper() and re.search(rf"(?:^| )(?:{_KINDS})$", house, re.I):
        return found.start("house")
    return found.start("number")


def _is_a_street(street: str, kind: str) -> bool:
    words = street.split()
    if any(word.lower() in _NOT_IN_A_STREET for word in words):
        return False
    if re.fullmatch(_STRONG, kind, re.I):
        return words[0] != "the" and words[-1].lower() not in {"long", "whole", "same", "busy"}
    if words[0].lower() == "the":
        return words[0].isupper() or words[0][0].isupper()
    if kind in _ONLY_CAPITALISED:
        return False
    return words[-1].lower() not in _ORDINARY_NAMES
