"""The refusals that several verbs share. Each rule is a generator of reasons."""

from collections.abc import Callable, Iterator

from tenure.core.actor import Right, Side
from tenure.core.facts import Payer
from tenure.core.policy import Step, UsersRule
from tenure.core.refusals import Refusal, RefusalCode, WayOut, WayOutAction
from tenure.core.situation import Situation
from tenure.core.wording import Message, say

type Rule = Callable[[Situation], Iterator[Refusal]]


def refusal(code: RefusalCode, sentence: Message, way_out: Message, action: WayOutAction) -> Refusal:
    """A refusal in one line."""
    return Refusal(code=code, sentence=sentence, way_out=WayOut(sentence=way_out, action=action))


def permitted(case: Situation) -> Iterator[Refusal]:
    """The actor holds the verb's own right (R7, R8)."""
    if case.actor.may(Right(case.action.verb)):
        return
    way_out = {
        Side.CLIENT: say("Ask your accountant: %(names)s.", names=_administrators(case)),
        Side.FIRM: say("Ask an administrator of your account: %(names)s.", names=_administrators(case)),
        Side.SYSTEM: say("Ask an administrator of your account: %(names)s.", names=_administrators(case)),
    }[case.actor.side]
    yield refusal(
        RefusalCode.NOT_PERMITTED,
        say("You do not have the right to do this."),
        way_out,
        WayOutAction.ASK_ADMINISTRATOR,
    )


def connected(case: Situation) -> Iterator[Refusal]:
    """The firm looks after this client now."""
    if not case.facts.connected:
        yield refusal(
            RefusalCode.NOT_CONNECTED,
            say(
                "%(client)s is not connected to %(firm)s.",
                client=case.facts.client.name,
                firm=case.facts.firm_name,
            ),
            say("Only an administrator of the client can invite your firm again."),
            WayOutAction.NONE,
        )


def offered(case: Situation) -> Iterator[Refusal]:
    """The policy lets this verb work on this kind of node."""
    if case.target.kind not in case.verb.on:
        yield refusal(
            RefusalCode.NOT_OFFERED_BY_POLICY,
            say("Your firm's policy does not offer this for %(name)s.", name=case.target.name),
            say("Open the client's subscription to see what is offered."),
            WayOutAction.SUBSCRIPTION,
        )


def payer_fits(case: Situation) -> Iterator[Refusal]:
    """A self-paying client can only be disconnected (R15, R17, R25)."""
    if case.facts.payer not in case.verb.payers and case.facts.payer is Payer.CLIENT:
        yield refusal(
            RefusalCode.SELF_PAYING,
            say("%(client)s pays for its own subscription.", client=case.facts.client.name),
            say("A self-paying client can only be disconnected; its subscription stays untouched."),
            WayOutAction.DISCONNECT,
        )


def users_fit(case: Situation) -> Iterator[Refusal]:
    """Exits need somebody who keeps the account; delete needs nobody (R14, R25)."""
    if case.verb.users is UsersRule.SOME and not case.facts.users:
        yield refusal(
            RefusalCode.NO_USERS,
            say("%(client)s has no user who could keep the account.", client=case.facts.client.name),
            say("Invite a user first. Without one the account can only be deleted."),
            WayOutAction.INVITE_USER,
        )
    if case.verb.users is UsersRule.NONE and case.facts.users:
        yield refusal(
            RefusalCode.HAS_USERS,
            say("%(client)s has users, so it cannot be deleted.", client=case.facts.client.name),
            say("Disconnect it instead: the client keeps its account and documents."),
            WayOutAction.DISCONNECT,
        )


def owner_known(case: Situation) -> Iterator[Refusal]:
    """A named owner is one of the client's users."""
    wanted = case.action.answers.owner
    if Step.OWNER in case.steps and wanted is not None and case.chosen_owner is None:
        yield refusal(
            RefusalCode.OWNER_UNKNOWN,
            say("“%(owner)s” is not a user of %(client)s.", owner=wanted, client=case.facts.client.name),
            say("Choose one of the client's users: %(names)s.", names=_users(case)),
            WayOutAction.ANSWER,
        )


def survey_valid(case: Situation) -> Iterator[Refusal]:
    """A survey's answers stay within what was asked."""
    survey = case.action.answers.survey
    if survey is None or Step.SURVEY not in case.steps:
        return
    known = survey.reason in {"", *case.policy.survey_reasons}
    if not known or survey.score not in {None, *range(11)} or len(survey.comment) > LONGEST_COMMENT:
        yield refusal(
            RefusalCode.SURVEY_NOT_VALID,
            say("The survey's answer is not one of those offered, or is too long."),
            say(
                "Choose a reason from the list, a score from 0 to 10, and up to %(most)d characters.",
                most=LONGEST_COMMENT,
            ),
            WayOutAction.ANSWER,
        )


def dates_asked(case: Situation) -> Iterator[Refusal]:
    """Days are given only where they are asked for: nothing else begins later than now (R41)."""
    answers = case.action.answers
    if Step.DATES not in case.steps and (answers.since, answers.until) != (None, None):
        yield refusal(
            RefusalCode.DATES_NOT_VALID,
            say("This begins today: it takes no dates."),
            say("Leave the dates out."),
            WayOutAction.ANSWER,
        )


LONGEST_COMMENT = 5_000

GATES: tuple[Rule, ...] = (permitted, connected, offered, payer_fits, users_fit)
ANSWER_RULES: tuple[Rule, ...] = (owner_known, survey_valid, dates_asked)


def _administrators(case: Situation) -> str:
    return ", ".join(c.person.name for c in case.facts.colleagues if c.administrator)


def _users(case: Situation) -> str:
    return ", ".join(user.person.email for user in case.facts.users)
