"""Every document the program can draft, by its id."""

from collections.abc import Mapping

from bot.application.documents.children_forms import MARF, REQUEST
from bot.application.documents.homes import APPLICATION, TRANSFER
from bot.application.documents.layout import Layout
from bot.application.documents.plan import SAFETY_PLAN
from bot.application.documents.records import CASE_NOTE, SHARING
from bot.application.documents.referrals import ADULTS, CHILDREN, MARAC
from bot.application.documents.repeats import MARAC_REPEAT
from bot.application.documents.reports import LADO, POLICE
from bot.application.documents.services import HOUSING, SPECIALIST
from bot.application.documents.without_consent import WITHOUT_CONSENT
from bot.application.documents.works import SAFER, WORKS

LAYOUTS: Mapping[str, Layout] = {
    each.id: each
    for each in (
        MARAC,
        MARAC_REPEAT,
        CHILDREN,
        MARF,
        REQUEST,
        ADULTS,
        SPECIALIST,
        HOUSING,
        APPLICATION,
        TRANSFER,
        WORKS,
        SAFER,
        POLICE,
        LADO,
        WITHOUT_CONSENT,
        SHARING,
        CASE_NOTE,
        SAFETY_PLAN,
    )
}
