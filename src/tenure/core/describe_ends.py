"""How the end of a relationship is said: the link, the products, the owner, and erasure (R12, R13, R27)."""

from collections.abc import Iterator

from tenure.core import effects as e
from tenure.core.actor import Side
from tenure.core.line import Line, Sign, names_of
from tenure.core.wording import say, say_many

NOUNS = {
    "documents": say("Documents"),
    "readings": say("What was read on documents"),
    "mail_addresses": say("Addresses for documents"),
    "incoming_mails": say("E-mails that brought documents"),
    "corrections": say("Corrections of what was read"),
    "users": say("Users"),
    "products": say("Products"),
    "credit_terms": say("Credit terms"),
    "own_plans": say("Plans of its own"),
    "invoice_drafts": say("Drafts of invoices"),
    "visits": say("Visits"),
    "billing_details": say("Billing details"),
    "group_memberships": say("Places in account groups"),
    "left_out_of_runs": say("Notes of billing runs"),
    "debt_warnings": say("Warnings about debts"),
    "services": say("Services"),
    "locations": say("Locations"),
    "businesses": say("Businesses"),
    "invitations": say("Invitations"),
    "connection_invitations": say("Invitations of firms"),
    "stops": say("Stops and their history"),
    "waits": say("Waits"),
    "connections": say("Connections to firms"),
    "owner_requests": say("Requests to become owner"),
    "mails": say("E-mails"),
    "surveys": say("Survey answers"),
    "record": say("The client's record"),
}


def parted(effect: e.EndConnection) -> Iterator[Line]:
    """The end of the link, once for each side (R12)."""
    yield Line(
        code="end_connection",
        sign=Sign.REMOVED,
        side=Side.FIRM,
        count=effect.people,
        sentence=say_many(
            "%(count)d person at %(firm)s loses access at once.",
            "%(count)d people at %(firm)s lose access at once.",
            count=effect.people,
            firm=effect.firm_name,
        ),
        detail=say("The client leaves your list, with its pages, files, exports and your notes."),
    )
    yield Line(
        code="end_connection",
        sign=Sign.REMOVED,
        side=Side.CLIENT,
        sentence=say("%(firm)s no longer looks after the account.", firm=effect.firm_name),
    )


def unsubscribed(effect: e.EndSubscriptions) -> Line:
    """What the firm no longer pays for."""
    return Line(
        code="end_subscriptions",
        sign=Sign.REMOVED,
        side=Side.CLIENT,
        count=len(effect.nodes),
        sentence=say_many(
            "%(count)d product paid by the firm ends: %(names)s.",
            "%(count)d products paid by the firm end: %(names)s.",
            count=len(effect.nodes),
            names=names_of(effect.nodes),
        ),
        detail=say("Document extraction stops until the client has its own subscription."),
    )


def owned(effect: e.AssignOwner | e.RequestOwner) -> Line:
    """Who owns the account from now on, or once they accept."""
    name = effect.user.name or effect.user.email
    match effect:
        case e.AssignOwner(administrator=True):
            sentence = say("%(name)s becomes account owner and administrator.", name=name)
        case e.AssignOwner():
            sentence = say("%(name)s becomes account owner.", name=name)
        case e.RequestOwner(administrator=True):
            sentence = say(
                "%(name)s is asked to become account owner and administrator; it takes effect on acceptance.",
                name=name,
            )
        case _:
            sentence = say(
                "%(name)s is asked to become account owner; it takes effect on acceptance.", name=name
            )
    code = "assign_owner" if isinstance(effect, e.AssignOwner) else "request_owner"
    detail = say("Until now: %(name)s.", name=effect.previous) if effect.previous else None
    return Line(code=code, sign=Sign.CHANGED, side=Side.CLIENT, sentence=sentence, detail=detail)


def erased(effect: e.EraseClient) -> Iterator[Line]:
    """What goes for good, noun by noun (R27)."""
    yield Line(
        code="erase_client",
        sign=Sign.REMOVED,
        side=Side.CLIENT,
        sentence=say("%(name)s and all its data are erased for good.", name=effect.client.name),
        detail=say("This cannot be undone."),
    )
    for holding in effect.holdings:
        noun = NOUNS.get(holding.noun, say("%(noun)s", noun=holding.noun))
        yield Line(
            code="erase_rows",
            sign=Sign.REMOVED,
            side=Side.CLIENT,
            count=holding.count,
            sentence=say("%(noun)s: %(count)d", noun=noun, count=holding.count),
        )
