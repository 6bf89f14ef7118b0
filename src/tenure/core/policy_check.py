"""Refuses a policy that contradicts itself, with every reason at once."""

from collections.abc import Callable, Iterator, Mapping

from tenure.core.actions import LIFTED_BY, Verb
from tenure.core.billing_policy import contradictions_of_billing
from tenure.core.policy import Notice, Policy, Reach, Step, SuspendRule, UsersRule, VerbPolicy, read_policy
from tenure.core.stops import AUTOMATIC_TYPES, Restore
from tenure.core.tree import Kind
from tenure.core.wording import Message, say

LONGEST_WAIT_MONTHS = 60
LONGEST_LATE_DAYS = 365
LONGEST_GRACE_DAYS = 90
LONGEST_WARNING_DAYS = 60


class ContradictoryPolicy(ValueError):
    """The document is no policy; `reasons` says why, all of it."""

    def __init__(self, reasons: tuple[Message, ...]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


def checked_policy(document: Mapping[str, object]) -> Policy:
    """The policy a document describes; ContradictoryPolicy with all reasons if it does not hold together."""
    try:
        policy = read_policy(document)
    except (ValueError, KeyError) as error:
        raise ContradictoryPolicy(
            (say("The policy cannot be read: %(problem)s", problem=str(error)),)
        ) from error
    if reasons := tuple(contradictions(policy)):
        raise ContradictoryPolicy(reasons)
    return policy


def contradictions(policy: Policy) -> Iterator[Message]:
    """Every way in which the policy contradicts itself."""
    for verb_policy in policy.verbs.values():
        for rule in VERB_RULES:
            yield from rule(verb_policy)
    yield from _ways_back(policy)
    yield from _delete_is_safe(policy)
    yield from _parts_come_back(policy)
    yield from _rule_can_act(policy)
    yield from contradictions_of_billing(policy.billing)
    yield from _words(policy)


def _wait_is_acknowledged(verb: VerbPolicy) -> Iterator[Message]:
    if not 0 <= verb.wait_months <= LONGEST_WAIT_MONTHS:
        yield say(
            "%(verb)s: the wait is between 0 and %(most)d months.", verb=verb.verb, most=LONGEST_WAIT_MONTHS
        )
    if verb.wait_months and Step.ACKNOWLEDGE_WAIT not in verb.steps:
        yield say("%(verb)s: there is a wait, but no step in which it is acknowledged.", verb=verb.verb)
    if Step.ACKNOWLEDGE_WAIT in verb.steps and not verb.wait_months:
        yield say("%(verb)s: a step acknowledges a wait, but there is no wait.", verb=verb.verb)
    if verb.wait_months and verb.verb is not Verb.DEACTIVATE:
        yield say("%(verb)s: only a deactivation can have a wait.", verb=verb.verb)


def _notice_is_asked(verb: VerbPolicy) -> Iterator[Message]:
    asked = Step.NOTIFY in verb.steps
    if asked and verb.client_notice is not Notice.ASKED:
        yield say(
            "%(verb)s: a step asks whether to notify the client, but that is already decided.", verb=verb.verb
        )
    if not asked and verb.client_notice is Notice.ASKED:
        yield say("%(verb)s: notifying the client is a choice, but no step asks.", verb=verb.verb)
    if verb.firm_notice is Notice.ASKED:
        yield say("%(verb)s: the firm is told always or never; there is no step that asks.", verb=verb.verb)


def _owner_can_be_chosen(verb: VerbPolicy) -> Iterator[Message]:
    if Step.OWNER in verb.steps and verb.users is UsersRule.NONE:
        yield say("%(verb)s: an owner is to be chosen, but the verb wants no users.", verb=verb.verb)
    if verb.owner_administers and Step.OWNER not in verb.steps:
        yield say("%(verb)s: the owner becomes administrator, but no step chooses one.", verb=verb.verb)


def _disconnect_leaves_an_owner(verb: VerbPolicy) -> Iterator[Message]:
    if verb.verb is not Verb.DISCONNECT:
        return
    if verb.users is not UsersRule.SOME:
        yield say("disconnect: somebody must be there to keep the account, so it wants users.")
    if any(Step.OWNER not in steps for steps in (verb.steps, verb.self_paying_steps)):
        yield say("disconnect: without a step that chooses the owner the account would belong to nobody.")


def _steps_once(verb: VerbPolicy) -> Iterator[Message]:
    for steps in {verb.steps, verb.self_paying_steps}:
        if len(set(steps)) != len(steps):
            yield say("%(verb)s: a step stands twice.", verb=verb.verb)
    if not verb.on:
        yield say("%(verb)s: it must say on what it works.", verb=verb.verb)
    if not verb.restore:
        yield say("%(verb)s: it must say what a return brings back.", verb=verb.verb)


def _steps_of_their_verb(verb: VerbPolicy) -> Iterator[Message]:
    for step, only in STEPS_OF_ONE_VERB.items():
        if step in verb.steps and verb.verb is not only:
            yield say(
                "%(verb)s: the step “%(step)s” belongs to %(only)s.", verb=verb.verb, step=step, only=only
            )


STEPS_OF_ONE_VERB = {Step.END_DATE: Verb.REACTIVATE, Step.DATES: Verb.SUSPEND}

VERB_RULES: tuple[Callable[[VerbPolicy], Iterator[Message]], ...] = (
    _wait_is_acknowledged,
    _notice_is_asked,
    _owner_can_be_chosen,
    _disconnect_leaves_an_owner,
    _steps_once,
    _steps_of_their_verb,
)


def _ways_back(policy: Policy) -> Iterator[Message]:
    for there, back in zip((Verb.DEACTIVATE, Verb.SUSPEND), LIFTED_BY, strict=True):
        stopping, lifting = policy.verb(there), policy.verb(back)
        if stopping and not lifting:
            yield say("%(verb)s: there is no way back; %(back)s is missing.", verb=there, back=back)
        elif lifting and not stopping:
            yield say(
                "%(back)s: there is nothing to come back from; %(verb)s is missing.", verb=there, back=back
            )
        elif stopping and lifting and not stopping.on <= lifting.on:
            yield say("%(back)s: it must work on everything that %(verb)s works on.", verb=there, back=back)


def _parts_come_back(policy: Policy) -> Iterator[Message]:
    """What is stopped part by part must be able to come back, part by part or with the whole (R37, R39)."""
    for there, back in zip((Verb.DEACTIVATE, Verb.SUSPEND), LIFTED_BY, strict=True):
        stopping, lifting = policy.verb(there), policy.verb(back)
        if stopping is None or lifting is None or stopping.reach is not Reach.EACH:
            continue
        if set(lifting.restore) == {Restore.OWN} and not set(Kind) <= lifting.on:
            yield say(
                "%(verb)s: it stops each part below, but %(back)s can bring back neither each of them nor all.",
                verb=there,
                back=back,
            )


def _rule_can_act(policy: Policy) -> Iterator[Message]:
    rule = policy.suspend_rule
    if rule.on and not all(
        (verb := policy.verb(name)) is not None and Kind.CLIENT in verb.on
        for name in (Verb.SUSPEND, Verb.UNSUSPEND)
    ):
        yield say("A rule suspends customers, but customers cannot be suspended and brought back.")
    if rule.days_late is not None and not 1 <= rule.days_late <= LONGEST_LATE_DAYS:
        yield say("A customer is suspended after 1 to %(most)d days late.", most=LONGEST_LATE_DAYS)
    if rule.credit_limit is not None and rule.credit_limit < 0:
        yield say("A credit limit is not negative.")
    yield from _grace_and_warning_fit(rule)
    if taken := AUTOMATIC_TYPES & set(policy.suspension_types):
        yield say("These types of suspension are the rule's own: %(types)s.", types=", ".join(sorted(taken)))


def _grace_and_warning_fit(rule: SuspendRule) -> Iterator[Message]:
    if not 0 <= rule.grace_days <= LONGEST_GRACE_DAYS:
        yield say("The grace over the credit limit is 0 to %(most)d days.", most=LONGEST_GRACE_DAYS)
    if rule.grace_days and rule.credit_limit is None:
        yield say("There is a grace over the credit limit, but no credit limit.")
    if not 0 <= rule.warn_days <= LONGEST_WARNING_DAYS:
        yield say(
            "A customer is warned 0 to %(most)d days before it is suspended.", most=LONGEST_WARNING_DAYS
        )
    if rule.warn_days and not rule.on:
        yield say("A customer is warned of a suspension that never comes.")
    if rule.days_late is not None and rule.warn_days > rule.days_late:
        yield say("A customer would be warned before its bill is late.")


def _delete_is_safe(policy: Policy) -> Iterator[Message]:
    delete = policy.verb(Verb.DELETE)
    if delete is None:
        return
    if delete.users is not UsersRule.NONE:
        yield say("delete: an account with users must not be deleted.")
    if Step.TYPE_NAME not in delete.steps:
        yield say("delete: the client's name must be typed before everything is erased.")


def _words(policy: Policy) -> Iterator[Message]:
    codes = [product.code for product in policy.products]
    if len(set(codes)) != len(codes):
        yield say("Two products have the same code.")
    asks_survey = any(Step.SURVEY in verb.steps for verb in policy.verbs.values())
    if asks_survey and not policy.survey_reasons:
        yield say("A survey is asked, but there are no reasons to choose from.")
    if not any("team" in role.rights for role in policy.roles):
        yield say("No role may manage the team, so nobody could ever be given a right.")
