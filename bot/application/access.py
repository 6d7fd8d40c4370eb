"""Who may read a case: the practitioner it belongs to, and a safeguarding lead."""

from bot.application.ports import Records
from bot.safeguarding.case import Case
from bot.safeguarding.errors import NotYoursError

LEAD = "lead"


def may_read(case: Case, practitioner: str, role: str = "") -> bool:
    """Whether ``practitioner`` may read and continue ``case``: their own, or any as a ``lead``."""
    return role == LEAD or (bool(practitioner) and case.practitioner == practitioner)


def check_may_read(case: Case, practitioner: str, role: str = "") -> None:
    """Raises NotYoursError, which names neither the case's practitioner nor anything in it."""
    if not may_read(case, practitioner, role):
        raise NotYoursError(
            "This case belongs to another practitioner. A safeguarding lead can open it or hand it over."
        )


def resume_case(records: Records, conversation_id: str, case_id: str, practitioner: str) -> Case:
    """The case, now that of ``conversation_id``, for the practitioner it belongs to and nobody else.

    Raises CaseNotFoundError, and NotYoursError before anything has changed.
    """
    case = records.case(case_id)
    check_may_read(case, practitioner)
    records.resume(conversation_id, case_id)
    return case
