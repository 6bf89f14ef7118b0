"""Every address of the product with real ids in it, found by walking what Django would resolve."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from tenure.core.actions import Answers, Verb
from tenure.demo.scripts import script_of
from tenure.operations.stored_lines import keep_version, lines_of
from tenure.outlets.mailbox import mailbox_folder, read_mailbox
from tenure.records.models import (
    AccountGroup,
    BillingProfile,
    BillingRun,
    Client,
    Document,
    Firm,
    GroupMembership,
    Invitation,
    Invoice,
    Member,
    OutboxMail,
    Replaced,
    RunState,
    Stop,
    Transition,
    Wait,
)
from tests.journeys.everything import Everything
from tests.journeys.money_pages import billed, written
from tests.operations.acting import do
from tests.tree_worlds import new_business, new_location, new_service

NOT_OURS = ("account_", "mfa_")
OURS_TOO = "account_group"
# What is asked of an invoice that has no number yet.
DRAFTED = ("invoice_edit.invoice_id", "invoice_issue.invoice_id", "invoice_discard.invoice_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address; `foreign` is the same one with ids that nobody has, empty where there is no id in it."""

    name: str
    path: str
    foreign: str


def addresses(everything: Everything) -> list[Address]:
    """Ours, by name. The ways to sign in are the library's and have no rights."""
    found = {
        name: keys
        for name, keys in _named(get_resolver().url_patterns)
        if name.startswith(OURS_TOO) or not name.startswith(NOT_OURS)
    }
    values = _values(everything)
    return [_address(name, keys, values) for name, keys in sorted(found.items())]


def _address(name: str, keys: tuple[str, ...], values: Mapping[str, str]) -> Address:
    real = {key: values.get(f"{name}.{key}", values.get(key, "")) for key in keys}
    try:
        path = reverse(name, kwargs=real)
    except NoReverseMatch as error:
        raise AssertionError(f"{name} needs {keys}: say in _values() what it opens") from error
    invented = {key: _invented(key, value) for key, value in real.items()}
    return Address(name=name, path=path, foreign=reverse(name, kwargs=invented) if invented != real else "")


def _invented(key: str, value: str) -> str:
    prefix, mark, rest = value.partition("_")
    return (
        f"{prefix}_{'0' * len(rest)}"
        if mark and key.endswith(("id", "node", "client", "transition", "wait"))
        else value
    )


def _named(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _named(pattern.url_patterns)
        elif pattern.name is not None:
            yield pattern.name, tuple(pattern.pattern.converters)


def _values(everything: Everything) -> dict[str, str]:
    world = everything.world
    birch = world.birch
    # Every kind of page exists where a policy combines everything.
    Firm.objects.update(policy=script_of("mixed").document)
    depot = new_location(birch, "Depot")
    money = billed(world, world.olive, birch, new_service(depot, "Skip on request"))
    do(world, world.mina, Verb.SUSPEND, depot.id, Answers(type="vacation"))
    invited = Invitation.objects.get(client=world.acme)
    mina = Member.objects.get(firm=world.firm, person=world.mina)
    folder = mailbox_folder()
    assert folder is not None
    return {
        "client_id": birch.id,
        "invoice_id": money.invoice.id,
        **dict.fromkeys(DRAFTED, written(world, world.olive, birch).id),
        "payment_id": money.payment.id,
        "profile_id": BillingProfile.objects.create(firm=world.firm, name="Every month").id,
        "visit_id": money.visit.id,
        "version_id": _version(money.invoice),
        "group_id": _group(birch),
        "run_id": _run(world.firm),
        "client": birch.id,
        "node": birch.id,
        "verb": Verb.DISCONNECT.value,
        "verb_at_once.verb": Verb.REACTIVATE.value,
        "user_id": birch.users.get(person=world.ian).id,
        "own_user_role.user_id": birch.users.get(person=world.zoe).id,
        "own_user_removal.user_id": birch.users.get(person=world.zoe).id,
        "own_plan.code": "business",
        "location_id": depot.id,
        "service_id": new_service(depot, "Weekly bins", "FREQ=WEEKLY;BYDAY=MO").id,
        "business_id": new_business(birch, "Birch Bakery").id,
        "stop_id": Stop.objects.get(node=depot.id).id,
        "document_id": Document.objects.filter(client=birch)[0].id,
        "number": "1",
        "import_id": everything.previewed.id,
        "import_columns.import_id": everything.uploaded.id,
        "import_undo.import_id": everything.imported.id,
        "transition": Transition.objects.filter(client=birch)[0].id,
        "wait": Wait.objects.get().id,
        "calendar_feed.token": "nobody-has-this-token",
        "member_id": mina.id,
        "role_id": mina.role_id,
        "invitation_id": Invitation.objects.get(client=None).id,
        "name": "cabinet",
        "figure": "revenue",
        "letter_id": OutboxMail.objects.filter(firm=world.firm).order_by("id")[0].id,
        "key": read_mailbox(folder, 1)[0].key,
        "invitation.token": everything.to_user.rstrip("/").rpartition("/")[2],
        "invitation": invited.id,
        "request_id": everything.asked.to_olive.id,
        "connection.token": everything.asked.to_nora.rstrip("/").rpartition("/")[2],
        "own_invitation_letter.invitation_id": everything.asked.by_birch.id,
        "own_invitation_withdrawal.invitation_id": everything.asked.by_birch.id,
    }


def _version(invoice: Invoice) -> str:
    """What the invoice said before."""
    return keep_version(invoice, lines_of(invoice), Replaced.REGENERATED, by=None, at=invoice.created_at).id


def _group(client: Client) -> str:
    """A group in which the client is."""
    assert client.firm is not None
    group = AccountGroup.objects.create(firm=client.firm, name="Birch and friends")
    GroupMembership.objects.create(group=group, client=client)
    return group.id


def _run(firm: Firm) -> str:
    """A bulk run that is done."""
    run = BillingRun.objects.create(
        firm=firm, period_first=date(2026, 6, 1), period_end=date(2026, 7, 1), state=RunState.DONE.value
    )
    return run.id
