"""Phone, NHS and National Insurance numbers, plates, postcodes, dates of birth and e-mail addresses in a text.

Every expression is bounded, so that time grows with the length of the text alone.
"""

import re
from collections.abc import Iterator

import phonenumbers

Span = tuple[int, int]

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)(?!\d)"
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: day)?(?: of)?[ \-./]{{0,2}}{_MONTH}\b\.?,?(?:[ \-./]{{1,2}}{_YEAR}|{_YEAR})?"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b,?(?: {_YEAR})?"
    r"|(?:19|20)\d\d[\-./]\d{1,2}[\-./]\d{1,2}"
    rf"|\d{{1,2}} ?[\-./] ?\d{{1,2}} ?[\-./] ?(?:(?:19|20)\d\d|\d\d)"
    r"|\d{1,2} \d{1,2} (?:(?:19|20)\d\d|\d\d))(?![\d\w])"
)
_BORN = r"(?:d\.?o\.?b\.?|date[ \-]of[ \-]birth|birth ?date|birth ?day|b['’]?day|born|bday|d of b)"
_BORN_ON = re.compile(
    rf"(?<!\w){_BORN}(?!\w)[^\n;.!?]{{0,40}}?(?<![\d\w/£.\-])(?P<date>{_DATE}|\d{{8}}(?!\d)|\d{{6}}(?!\d))",
    re.I,
)
_ALSO_BORN = re.compile(rf"[^\n;.!?]{{0,40}}?(?<![\d\w/£.\-])(?P<date>{_DATE})", re.I)
_DATE_OF_BIRTH = re.compile(
    rf"(?<![\d\w/£.\-])(?P<date>{_DATE}),?[ \-–]{{0,3}}\(?(?:is |as |was )?(?:(?:her|his|their|the) )?{_BORN.replace('|born|', '|')}(?!\w)",
    re.I,
)
_BORN_HINT = re.compile(r"b['’]?day|birth|born|d\.?\s?o\.?\s?b|d of b", re.I)

_EMAIL = re.compile(r"(?<![\w.+'%\-])[\w+%'][\w.+%'\-]{0,63}@(?:[\w\-]{1,63}\.){1,6}[^\W\d_]{2,24}(?![\w@])")

_AREAS = (
    "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky "
    "l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze"
)
_POSTCODE = re.compile(
    rf"(?<![\w@/\-])(?:{'|'.join(sorted(_AREAS.split(), key=len, reverse=True))})\d(?:\d|[abcdefghjkmnprstuvwxy])?(?P<gap> {{0,2}})(?P<inward>\d[abd-hjlnp-uw-z]{{2}})(?![\w@/])",
    re.I,
)
_NO_INWARD = re.compile(r"\d(?:st|nd|rd|th|hr|yr|ft|lb|gb|ps|up|x.)", re.I)

_NI = re.compile(
    r"(?<!\w)(?!bg|gb|nk|kn|tn|nt|zz)[abceghj-prstw-z][abceghj-nprstw-z](?P<rest>(?P<s>[ \-.]?)\d\d(?P=s)\d\d(?P=s)\d\d(?:[ \-.]?(?P<suffix>[a-d]))?)(?!\w)",
    re.I,
)
_NI_CUE = re.compile(r"\bn\.?i\.?(?:no|number)?\b|\bnino\b|national insurance|nat ins", re.I)

_PLATES = re.compile(
    r"(?<![\w@/\-])(?:(?P<current>[a-hj-pr-y][a-hj-pr-z]\d\d ?[a-hj-pr-z]{3})|(?P<prefix>[a-hj-npr-tv-y]\d{1,3} ?[a-hj-pr-z]{3})|(?P<suffix>[a-z]{3} ?\d{1,3}[a-hj-npr-tv-y])"
    r"|(?P<irish>[a-z]?[a-z][iz][a-z]? ?\d{2,4}))(?![\w@])",
    re.I,
)
_VEHICLE = re.compile(
    r"\b(?:reg|regs|registration|plates?|number ?plates?|vrm|vrn|index|cars?|vans?|vehicles?|motor|bikes?|motorbikes?|motorcycle|moped|scooter|lorry|truck|pickup|taxi|cab|jeep|estate car|hatchback|saloon|parked|driv\w+|drove|"
    r"audi|bmw|ford|vauxhall|vw|volkswagen|merc|mercedes|toyota|nissan|honda|kia|seat|skoda|volvo|peugeot|renault|citroen|fiat|hyundai|tesla|mazda|suzuki|jaguar|rover|dacia|lexus|"
    r"astra|corsa|fiesta|focus|golf|polo|micra|transit|passat|insignia|clio|megane|qashqai|juke|civic|yaris|ibiza|leon|octavia|fabia|zafira|mondeo|galaxy|sprinter|vito|berlingo|caddy|kuga|tiguan|mini|smart|picasso|sportage|jazz|punto|swift|ka)\b",
    re.I,
)
_PLATE_CUE = re.compile(
    r"\b(?:reg|regs|registration|plates?|vrm|vrn|index)\b(?: (?:no|number|is|was))?\.?[ :=]{0,3}(?:is )?$",
    re.I,
)

_NHS = re.compile(r"(?<![\d+])(?<!\d[ \-])\d{3}(?P<s>[ \-.]?)\d{3}(?P=s)\d{4}(?![ \-]?\d)")

_DIGITS = re.compile(r"\+?\(?\+?\d[\d()]{0,20}(?:[ \-./–\u00a0]{1,2}\(?\d[\d()]{0,20})*")
_GROUP = re.compile(r"[+(]*\d[\d()]*")
_PHONE_CUE = re.compile(r"\b(?:mob\w*|phone|tel|telephone|ring|text|txt|whatsapp|cell)\b", re.I)
_SHORT_LINES = re.compile(r"(?<![\d+])(?:116[ \-]?\d{3}|0800[ \-]?1111|0845[ \-]?46[ \-]?47)(?![ \-]?\d)")
# Ofcom's numbers for drama, which are given to nobody and which the library takes for invalid.
_DRAMA = re.compile(
    r"0(?:7700900|1632960)\d{3}$|0(?:11[3-8]|121|131|141|151|161|191)4960\d{3}$|02079460\d{3}$"
)


def emails_in(text: str) -> Iterator[Span]:
    """E-mail addresses."""
    if "@" in text:
        yield from (found.span() for found in _EMAIL.finditer(text))


def dates_of_birth_in(text: str) -> Iterator[Span]:
    """Dates, a day and a month at least, beside a word for birth in the same sentence."""
    if not _BORN_HINT.search(text):
        return
    for found in _BORN_ON.finditer(text):
        yield found.span("date")
        if re.search(r"\bd\.?o\.?b|birth", found.group(), re.I):
            further = re.compile(rf"(?:,| and| &|/)[^\n;.!?\d]{{0,25}}(?P<date>{_DATE})", re.I).match(
                text, found.end()
            )
            if further:
                yield further.span("date")
    yield from (found.span("date") for found in _DATE_OF_BIRTH.finditer(text))


def postcodes_in(text: str) -> Iterator[Span]:
    """Whole postcodes, in either case, with or without the space."""
    for found in _POSTCODE.finditer(text):
        if not _NO_INWARD.fullmatch(found["inward"]) or found["inward"].isupper():
            yield found.span()


def ni_numbers_in(text: str) -> Iterator[Span]:
    """National Insurance numbers with a prefix that is given out; without their last letter only where named."""
    for found in _NI.finditer(text):
        if found["suffix"] or _NI_CUE.search(text, max(0, found.start() - 40), found.start()):
            yield found.span()


def plates_in(text: str) -> Iterator[Span]:
    """Registration plates since 1963: in capitals as they stand, otherwise beside a word for a vehicle."""
    for found in _PLATES.finditer(text):
        if _is_plate(text, found):
            yield found.span()


def _is_plate(text: str, found: re.Match[str]) -> bool:
    written = found.group()
    if found["current"] and written.isupper():
        return True
    before = text[max(0, found.start() - 60) : found.start()]
    if found["irish"] or sum(map(str.isdigit, written)) == 1:
        return bool(_PLATE_CUE.search(before))
    if _VEHICLE.search(before):
        return True
    return bool(
        (found["current"] or written.isupper()) and _VEHICLE.search(text[found.end() : found.end() + 25])
    )


def nhs_numbers_in(text: str) -> Iterator[Span]:
    """Ten digits whose last is the check digit (modulus 11) of the nine before it."""
    for found in _NHS.finditer(text):
        digits = [int(character) for character in found.group() if character.isdigit()]
        check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
        if digits[0] and check % 11 == digits[9] and check != 10:
            yield found.span()


def phones_in(text: str) -> Iterator[Span]:
    """Phone numbers as they are dialled from here, abroad with ``+`` or ``00``, and the short helplines."""
    yield from (found.span() for found in _SHORT_LINES.finditer(text))
    for run in _DIGITS.finditer(text):
        if sum(map(str.isdigit, run.group())) >= 9:
            yield from _phones_in_run(text, *run.span())


def _phones_in_run(text: str, start: int, end: int) -> Iterator[Span]:
    groups = [group.span() for group in _GROUP.finditer(text, start, end)]
    at = 0
    while at < len(groups):
        last = _last_group_of_phone(text, groups, at)
        if last is None:
            at += 1
        else:
            yield groups[at][0], groups[last][1] - (text[groups[last][1] - 1] == "(")
            at = last + 1


def _last_group_of_phone(text: str, groups: list[Span], at: int) -> int | None:
    opening = text[groups[at][0]]
    if opening not in "+(07":
        return None
    for last in range(min(len(groups), at + 6) - 1, at - 1, -1):
        if _is_phone(text, groups[at][0], groups[last][1]):
            return last
    return None


def _is_phone(text: str, start: int, end: int) -> bool:
    written = text[start:end]
    digits = "".join(character for character in written if character.isdigit())
    if not 9 <= len(digits) <= 15:
        return False
    if "+" in written or digits.startswith("00"):
        return _is_valid("+" + digits.removeprefix("00"))
    if digits.startswith("7") and len(digits) == 10:
        return bool(_PHONE_CUE.search(text, max(0, start - 25), start)) and _is_valid("0" + digits)
    return digits.startswith("0") and len(digits) in {10, 11} and _is_valid(digits)


def _is_valid(digits: str) -> bool:
    if digits.startswith("+440"):
        digits = "+44" + digits[4:]
    home = "0" + digits[3:] if digits.startswith("+44") else digits
    if _DRAMA.match(home):
        return True
    try:
        number = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)
