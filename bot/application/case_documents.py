"""The documents of a case as it stands: which there are, which are locked, and each drafted anew."""

from dataclasses import dataclass

from bot.application.documents import Approval, Document, cover_of, draft, drafts_due
from bot.application.scene import CaseFacts, facts_about
from bot.application.world import World
from bot.safeguarding.case import Case
from bot.safeguarding.held import holding
from bot.safeguarding.policy import DocumentRule, Policy

APPROVED = ("approved", "sent", "acknowledged", "outcome_recorded")


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document on offer. ``locked_text`` says what unlocks it."""

    id: str
    title: str
    file_name: str
    locked: bool
    locked_text: str


@dataclass(frozen=True, slots=True)
class CaseDocuments:
    """Documents are never stored: each is drafted from the record whenever it is asked for."""

    world: World

    def links(self, case_id: str) -> tuple[DocumentLink, ...]:
        """What can be drafted from the case. Raises CaseNotFoundError."""
        case, policy, facts = self._standing(case_id)
        return tuple(
            self._link(rule, case, policy, facts) for rule in drafts_due(case, facts.assessment, policy)
        )

    def drafted(self, case_id: str, document_id: str) -> Document:
        """The document as the case stands now. Raises CaseNotFoundError, BadRequestError, ConsentNotRecordedError."""
        case, policy, facts = self._standing(case_id)
        return self._draft(document_id, case, policy, facts)

    def _standing(self, case_id: str) -> tuple[Case, Policy, CaseFacts]:
        case = self.world.records.case(case_id)
        policy = self.world.policy(case.org, case.policy_on)
        return holding(case, policy), policy, facts_about(case, policy, self.world)

    def _link(self, rule: DocumentRule, case: Case, policy: Policy, facts: CaseFacts) -> DocumentLink:
        now = self.world.clock.now()
        cover = cover_of(rule.id, case, facts.assessment, policy, self.world.language, now)
        return DocumentLink(rule.id, cover.title, cover.file_name, bool(cover.locked), cover.locked)

    def _draft(self, document_id: str, case: Case, policy: Policy, facts: CaseFacts) -> Document:
        rule = next((rule for rule in policy.documents if rule.id == document_id), None)
        approval = approval_of(rule.to, case) if rule else None
        now = self.world.clock.now()
        return draft(document_id, case, facts.assessment, policy, self.world.language, now, approval)


def approval_of(to: str, case: Case) -> Approval | None:
    """Who approved the referral to ``to`` and when; ``None`` while it is a draft."""
    entry = case.current.get(f"sending.{to}.state")
    return Approval(entry.by, entry.at) if entry is not None and entry.value in APPROVED else None
