"""The forms that ids, keys and times have in a pack."""

SLUG = r"^[a-z0-9]+([-_][a-z0-9]+)*$"
KEY = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$"
CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$"
