"""The texts that are worked out: the finding, the answers on one list, who must be told and by when."""

from bot.application.advice_sentences import cited_in
from bot.application.deadline_text import said_due
from bot.application.review import review_messages
from bot.application.scene import Scene
from bot.safeguarding.assessment import ActionFinding, Assessment, CriterionFinding, ReferralFinding
from bot.safeguarding.journey import Kind
from bot.safeguarding.progress import Asked
from bot.safeguarding.sources import Source


def body_of(asked: Asked, scene: Scene) -> list[str]:
    """What stands before the question where its kind asks for a worked-out text."""
    match asked.question.kind:
        case Kind.FINDING:
            return finding_messages(scene)
        case Kind.REVIEW:
            return review_messages(scene)
        case Kind.ACTIONS:
            return action_messages(scene)
        case _:
            return []


def finding_messages(scene: Scene) -> list[str]:
    """The finding: the level, each criterion side by side with its reason and paragraph, what is still open."""
    wording, found = scene.policy.wording, scene.facts.assessment
    return [
        f"{wording[f'level_{found.level}']} {wording[f'refer_{found.refer}']}",
        "\n".join(_criterion(criterion, scene) for criterion in found.criteria),
        *([_repeat(scene)] if found.repeat else []),
        *found.warnings,
    ]


def _criterion(criterion: CriterionFinding, scene: Scene) -> str:
    standing = "met" if criterion.met else "still_open" if _is_open(criterion, scene) else "not_met"
    met = scene.policy.wording[standing]
    return f"{met} {criterion.name}: {criterion.reason} ({cited(criterion.source, scene)})"


def _is_open(criterion: CriterionFinding, scene: Scene) -> bool:
    """Whether answers that are missing or not known could still meet it: then it does not read as a no."""
    found = scene.facts.assessment
    missing = {*found.not_asked, *found.not_known}
    rule = next(rule for rule in scene.policy.criteria if rule.id == criterion.id)
    reachable = rule.threshold is not None and found.yes_answers + len(missing) >= rule.threshold
    return reachable or bool(missing & set(rule.could))


def _repeat(scene: Scene) -> str:
    rule = scene.policy.repeat
    return f"{scene.policy.wording['met']} {rule.text} ({cited(rule.source, scene)})"


def cited(source: Source, scene: Scene) -> str:
    """A paragraph as a reader of this conversation knows it."""
    return cited_in(source, scene.policy)


def action_messages(scene: Scene) -> list[str]:
    """Who must be told, then everything to do in order, each with owner, time and paragraph."""
    found = scene.facts.assessment
    told = [_referral(r, scene) for r in found.referrals if r.status != "not-needed"]
    done = [_action(n, a, scene) for n, a in enumerate(found.actions, 1)]
    wording = scene.policy.wording
    return [
        wording["who_to_tell"] + "\n" + "\n".join(told) if told else wording["nobody_to_tell"],
        wording["what_to_do"] + "\n" + "\n".join(done),
        *_new_warnings(found),
    ]


def _new_warnings(found: Assessment) -> tuple[str, ...]:
    return found.warnings


def _referral(referral: ReferralFinding, scene: Scene) -> str:
    wording = scene.policy.wording
    rule = next(r for r in scene.policy.referrals if r.to == referral.to)
    basis = next((s.basis for s in scene.facts.assessment.sharing if s.to == referral.to), "")
    parts = [f"- {rule.name}: {wording[f'status_{referral.status}']}"]
    if referral.due:
        parts.append(said_due(referral.due))
    if scene.case.value(f"consent.{referral.to}.decision") == "not_share":
        parts.append(wording["decided_not_to_share"])
    elif basis:
        parts.append(wording[f"basis_{basis}"])
    return f"{'; '.join(parts)} ({cited(referral.source, scene)})"


def _action(number: int, action: ActionFinding, scene: Scene) -> str:
    due = f" {said_due(action.due)}." if action.due else ""
    return f"{number}. {action.text}{due} {action.owner} ({cited(action.source, scene)})"
