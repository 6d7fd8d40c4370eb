"""What was said, what was seen and what the practitioner thinks: three things, never mixed (SDC-029)."""

from bot.application.documents.document import Blocks
from bot.application.documents.layout import Ask
from bot.application.documents.quoting import said
from bot.application.documents.reading import Reading
from bot.safeguarding.answers import Voice

_TOLD = ("account", "account.seen", "account.thoughts", "curiosity.seen", "danger.words")


def _of(reading: Reading, *voices: Voice) -> Blocks:
    """Everything told at the account in these voices, oldest first, whichever question it was typed at."""
    held = [e for key in _TOLD for e in reading.entries(key) if e.text and e.voice in voices]
    return tuple(each for e in sorted(held, key=lambda e: e.seq) for each in said(e, reading.language))


def _wants(reading: Reading) -> Blocks:
    said_at = [key for key in ("judgement.wants_most", "wishes.words") if key in reading.case.current]
    return tuple(each for key in said_at for each in reading.words(key))


ACCOUNT = Ask(
    "account", "What was said, in the words used", lambda r: _of(r, Voice.EXACT, Voice.REPORTED), wide=True
)
WHEN = Ask("account_when", "When it happened", "account.when")
PRESENT = Ask("account_present", "Who was there", "account.present")
OBSERVED = Ask("observations", "What the practitioner saw or heard", lambda r: _of(r, Voice.OBSERVATION))
OPINION = Ask("opinion", "What the practitioner thinks", lambda r: _of(r, Voice.OPINION))
WANTS = Ask("client_wants", "What the client wants", _wants)
