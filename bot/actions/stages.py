"""One action per stage. What a stage asks and decides is the application's."""

from bot.actions.stage_action import StageAction


class ValidateOpeningForm(StageAction):
    """Takes a turn of this stage: what kind of case, who is talking, and whether anyone is in danger."""

    stage = "opening"


class ValidateSafeContactForm(StageAction):
    """Takes a turn of this stage: how and when it is safe to make contact."""

    stage = "safe_contact"


class ValidateCuriosityForm(StageAction):
    """Takes a turn of this stage: the six cues, and how to see the client alone."""

    stage = "curiosity"


class ValidateAccountForm(StageAction):
    """Takes a turn of this stage: the client's own words."""

    stage = "account"


class ValidateHistoryForm(StageAction):
    """Takes a turn of this stage: earlier assessments, MARAC, police and orders."""

    stage = "history"


class ValidateDashForm(StageAction):
    """Takes a turn of this stage: the 24 topics."""

    stage = "dash"


class ValidateJudgementForm(StageAction):
    """Takes a turn of this stage: professional judgement, and the finding."""

    stage = "judgement"


class ValidateChildrenForm(StageAction):
    """Takes a turn of this stage: each child."""

    stage = "children"


class ValidateAdultNeedsForm(StageAction):
    """Takes a turn of this stage: care and support needs."""

    stage = "adult_needs"


class ValidateAllegedPerpetratorForm(StageAction):
    """Takes a turn of this stage: the alleged perpetrator."""

    stage = "alleged_perpetrator"


class ValidateWishesForm(StageAction):
    """Takes a turn of this stage: what the client wants."""

    stage = "wishes"


class ValidateConsentForm(StageAction):
    """Takes a turn of this stage: who may be told, recipient by recipient."""

    stage = "consent"


class ValidateSafetyPlanForm(StageAction):
    """Takes a turn of this stage: the safety plan."""

    stage = "safety_plan"


class ValidateCheckAnswersForm(StageAction):
    """Takes a turn of this stage: everything on one list."""

    stage = "check_answers"


class ValidateActionsForm(StageAction):
    """Takes a turn of this stage: who must be told, by when, and the drafts."""

    stage = "actions"
