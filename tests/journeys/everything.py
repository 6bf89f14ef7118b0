"""A world with something on every page, and every page of the product with an address in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone

from tenure.core.actions import Answers, Survey, Verb
from tenure.operations.documents import add_document
from tenure.operations.imports import bring_in
from tenure.operations.invitations import invite_user
from tenure.operations.members import invite_colleague
from tenure.operations.outbox import deliver_due
from tenure.operations.waits import ask_early_return
from tenure.outlets.mailbox import mailbox_folder, read_mailbox
from tenure.records.models import BookImport, Member, OutboxMail, Role, Transition, Wait
from tests.books.shelf import sample
from tests.journeys.connecting_pages import Asked, asked
from tests.operations.acting import do, product_of
from tests.operations.importing import imported, previewed
from tests.worlds import World, practice_world

# Addresses that show no page of their own: what they do ends on another page, or in a file.
NO_PAGE = {
    "billing_run_progress", "billing_run_stop", "billing_run_resume", "billing_run_file",
    "account_group_members", "account_group_member_removal", "group_invoices",
    "invoice_pdf", "own_invoice_pdf", "statement_pdf", "own_statement_pdf", "letterhead_specimen",
    "visit_removal", "statement_export", "own_statement_export",
    "service_preview", "service_new_preview",
    "own_user_letter", "own_user_withdrawal", "own_ownership_letter", "own_ownership_withdrawal",
    "own_invitation_letter", "own_invitation_withdrawal",
    "place", "theme", "set_language", "clients_export", "client_user_letter", "client_user_withdrawal",
    "client_products", "business_products", "verb_at_once",
    "document", "document_again", "document_page", "import_progress", "import_rows", "import_removal", "calendar_address",
    "early_return", "calendar_feed", "team_invitation_letter", "team_invitation_withdrawal", "role_removal",
    "surveys_export", "figures_export", "letter_paper", "letter_again", "letter_end", "mailbox_paper", "client_home",
    "mfa_download_recovery_codes", "mfa_login_webauthn", "mfa_reauthenticate_webauthn",
}  # fmt: skip
# allauth's pages for ways to sign in or up that Tenure does not offer; they lead elsewhere.
NOT_OFFERED = {
    "account_set_password", "account_confirm_login_code", "account_email_verification_sent",
    "account_confirm_email",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One page: the name of its address, and an address."""

    name: str
    address: str


def all_names() -> set[str]:
    """The name of every address of the product."""
    return set(_names(get_resolver().url_patterns))


def _names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        elif pattern.name is not None:
            yield pattern.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """The world, what happened in it, and links that were only in letters."""

    world: World
    to_colleague: str
    to_user: str
    asked: Asked
    uploaded: BookImport
    previewed: BookImport
    imported: BookImport

    def of_the_firm(self) -> Iterator[Shown]:
        """The pages that an administrator of the firm can open, signed in with a second step a moment ago."""
        world = self.world
        yield from map(_plain, PLAIN)
        for name in CLIENT_PAGES:
            yield Shown(name=name, address=reverse(name, args=[world.birch.id]))
        yield Shown(name="clients", address="/clients/?tab=deactivated")
        yield Shown(name="clients", address="/clients/?q=nobody+at+all")
        yield Shown(name="client_subscription", address=f"/clients/{world.acme.id}/subscription/")
        yield Shown(name="client_settings", address=f"/clients/{world.cedar.id}/settings/")
        yield Shown(name="client_users", address=f"/clients/{world.cedar.id}/users/")
        yield Shown(name="client_users", address=f"/clients/{world.acme.id}/users/")
        for name in ("connection_request", "connection_refusal"):
            yield Shown(name=name, address=reverse(name, args=[self.asked.to_olive.id]))
        yield from self._wizards()
        yield from self._imports()
        yield from self._people()
        yield from self._letters()
        yield Shown(name="policy_profile", address=reverse("policy_profile", args=["cabinet"]))
        yield Shown(name="404", address="/nowhere/")

    def of_the_client(self) -> Iterator[Shown]:
        """The pages that a user of a client can open."""
        address = reverse("client_account", args=[self.world.birch.id])
        yield Shown(name="client_account", address=address)
        yield Shown(name="client_account", address=reverse("client_account", args=[self.world.dune.id]))
        for name in OWN_PAGES:
            yield Shown(name=name, address=reverse(name, args=[self.world.birch.id]))

    def of_anybody(self) -> Iterator[Shown]:
        """The pages that need no sign-in."""
        yield from map(_plain, SIGNED_OUT)
        yield Shown(name="invitation", address=self.to_colleague)
        yield Shown(name="invitation", address=self.to_user)
        yield Shown(name="connection", address=self.asked.to_nora)
        yield Shown(name="account_reset_password_from_key", address="/accounts/password/reset/key/a-b/")

    def _wizards(self) -> Iterator[Shown]:
        birch, cedar, acme = self.world.birch, self.world.cedar, self.world.acme
        insights, books = product_of(birch, "data_health"), product_of(birch, "bookkeeping")
        for step in ("meaning", "survey", "owner"):
            yield Shown(name="verb", address=f"/disconnection/{birch.id}/?step={step}")
        for step in ("acknowledge_wait", "review", "notify"):
            yield Shown(name="verb", address=f"/deactivation/{insights}/?step={step}")
        for step in ("meaning", "type_name"):
            yield Shown(name="verb", address=f"/deletion/{cedar.id}/?step={step}")
        yield Shown(name="verb", address=f"/deletion/{acme.id}/")
        yield Shown(name="verb", address=f"/reactivation/{books}/")
        for made in Transition.objects.filter(firm=self.world.firm):
            yield Shown(name="transition", address=reverse("transition", args=[made.id]))

    def _imports(self) -> Iterator[Shown]:
        for one in (self.previewed, self.imported):
            yield Shown(name="import_detail", address=reverse("import_detail", args=[one.id]))
        yield Shown(name="import_columns", address=reverse("import_columns", args=[self.uploaded.id]))
        yield Shown(name="import_undo", address=reverse("import_undo", args=[self.imported.id]))

    def _people(self) -> Iterator[Shown]:
        mina = Member.objects.get(firm=self.world.firm, person=self.world.mina)
        for name in ("team_member", "team_member_removal"):
            yield Shown(name=name, address=reverse(name, args=[mina.id]))
        yield Shown(name="role", address=reverse("role", args=[mina.role_id]))

    def _letters(self) -> Iterator[Shown]:
        for letter in OutboxMail.objects.filter(firm=self.world.firm).order_by("id")[:1]:
            yield Shown(name="letter", address=reverse("letter", args=[letter.id]))
        folder = mailbox_folder()
        assert folder is not None
        for received in read_mailbox(folder, 1):
            yield Shown(name="mailbox_letter", address=reverse("mailbox_letter", args=[received.key]))


PLAIN = (
    "home", "clients", "connection_requests", "client_new", "decision", "early_returns",
    "documents_export_all", "imports", "team", "roles", "role_new",
    "policy", "policy_edition", "firm_settings", "surveys", "outbox", "mailbox", "preferences", "help", "account_logout",
    "account_email", "account_change_password", "account_reauthenticate", "mfa_index", "mfa_reauthenticate",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_list_webauthn",
    "mfa_add_webauthn",
)  # fmt: skip
CLIENT_PAGES = (
    "client", "client_users", "client_subscription", "client_documents", "client_activity",
    "client_settings", "decision_help", "client_export", "documents_export", "documents_send", "mail_address",
)  # fmt: skip
OWN_PAGES = (
    "own_documents", "own_accountant", "own_invitation_new", "own_activity", "own_settings", "own_export",
    "own_documents_export", "own_documents_send", "own_mail_address",
)  # fmt: skip
SIGNED_OUT = (
    "account_login", "account_signup", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key_done",
)  # fmt: skip


# What the journeys of the accessibility test come by on their own way.
ON_THE_WAY = {"mfa_authenticate", "mfa_activate_totp", "mfa_edit_webauthn", "mfa_remove_webauthn", "set_up"}


def _plain(name: str) -> Shown:
    return Shown(name=name, address=reverse(name))


def everything() -> Everything:
    """A stop, a parting, a survey, papers, letters sent and waiting, client books at every stage, invitations."""
    world = practice_world("practice")
    mina = world.actor(world.mina)
    add_document(world.birch.id, ContentFile(b"Total 12.00"), name="receipt.txt", actor=mina)
    survey = Survey(reason="price", score=3, comment="They asked for a smaller plan.")
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id, survey=survey)
    do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)
    add_document(world.birch.id, ContentFile(b"Total 15.00"), name="invoice.txt", actor=mina)
    ask_early_return(Wait.objects.get().id, reason="The wrong product.", actor=mina)
    do(world, world.mina, Verb.DISCONNECT, world.dune.id, Answers(owner=world.dora.id))
    to_colleague, to_user = _invited(world)
    firms_asked = asked(world)
    deliver_due(timezone.now())
    return Everything(
        world=world,
        to_colleague=to_colleague,
        to_user=to_user,
        asked=firms_asked,
        uploaded=bring_in(ContentFile(sample("cabinet-clients").read_bytes()), name="book.csv", actor=mina),
        previewed=previewed(world, sample("quickbooks-customers")),
        imported=imported(world, sample("xero-contacts")),
    )


def _invited(world: World) -> tuple[str, str]:
    """The addresses in the letters to a colleague and to a user of a client, invited both."""
    links: list[str] = []

    def link_to(token: str) -> str:
        links.append(reverse("invitation", args=[token]))
        return f"http://localhost{links[-1]}"

    role = Role.objects.get(firm=world.firm, key="staff").id
    olive = world.actor(world.olive)
    invite_colleague(email="nils@example.com", name="Nils Berg", role_id=role, link_to=link_to, actor=olive)
    invite_user(
        world.acme.id, email="cora@example.com", name="Cora", role="standard", link_to=link_to, actor=olive
    )
    return links[0], links[1]
