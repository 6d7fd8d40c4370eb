"""Every error that a person may have to act on, in one tree.

HeardError
├── BadRequestError            what was asked for cannot be done as asked (exit 2)
│   ├── UnknownOrganisationError
│   └── StaleButtonError       a button of an earlier question was pressed
├── PackError                  a policy pack cannot be used; carries every fault found
├── NotTrainedError            what reads danger and answers is missing or broken
├── RecordError                the record cannot be read or written
│   ├── NotSavedError          nothing of this turn was saved
│   ├── KeyMissingError / KeyWrongError / KeyExposedError
│   ├── DatabaseTooNewError
│   └── CaseNotFoundError
├── NotYoursError              another practitioner's case
├── ConsentNotRecordedError    a document would share what nobody agreed to
└── TemplateError              a document template cannot be used

Each message is one clear sentence or two: what was wrong, what is allowed, what to do. None carries
anything that a person typed about a client.
"""


class HeardError(Exception):
    """The base of every error that is worded for the person who must act."""


class BadRequestError(HeardError):
    """What was asked for cannot be done as asked."""


class UnknownOrganisationError(BadRequestError):
    """No policy pack has this name."""


class StaleButtonError(BadRequestError):
    """A button of an earlier question was pressed."""


class PackError(HeardError):
    """A policy pack cannot be used."""


class NotTrainedError(HeardError):
    """What reads danger and answers is not trained, or its files are broken."""


class RecordError(HeardError):
    """The record cannot be read or written."""


class NotSavedError(RecordError):
    """Nothing of this turn was saved."""


class KeyMissingError(RecordError):
    """The key file is not there."""


class KeyWrongError(RecordError):
    """The key does not open the record."""


class KeyExposedError(RecordError):
    """Other people on this machine can read the key file."""


class DatabaseTooNewError(RecordError):
    """The database was written by a newer version of the program."""


class CaseNotFoundError(RecordError):
    """There is no such case."""


class NotYoursError(HeardError):
    """The case belongs to another practitioner."""


class ConsentNotRecordedError(HeardError):
    """A document would share what nobody agreed to."""


class TemplateError(HeardError):
    """A document template cannot be used."""
