"""What reading a text can tell: patterns over words, from the packs, with spaCy's phrase matcher.

No model guesses. Everything found is a suggestion for the practitioner to confirm. Importing this package
does not import spaCy; the first reading that needs the matcher does.
"""

from bot.adapters.language.patterns import PatternLanguage

__all__ = ["PatternLanguage"]
