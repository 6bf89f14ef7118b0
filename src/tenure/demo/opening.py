"""A firm opens: it is founded, its team comes together, and somebody there brings in its books."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile

from tenure.core.books import Field
from tenure.core.profiles import profile_document
from tenure.demo.accounts import Account
from tenure.demo.happenings import Happening
from tenure.demo.office import Office
from tenure.demo.scripts import Book, Script, Teammate
from tenure.demo.settling import settle
from tenure.operations.firm_plans import choose_plan, look_at_plan
from tenure.operations.firms import NewFirm, found_firm
from tenure.operations.import_work import work_on
from tenure.operations.imports import bring_in, choose_columns, confirm
from tenure.operations.letterheads import LetterheadDetails, edit_letterhead
from tenure.operations.members import invite_colleague
from tenure.operations.policies import change_policy
from tenure.operations.roles import roles_of
from tenure.records.book_imports import ImportState, import_of
from tenure.records.people import actor_at_firm, person_of
from tenure.records.scope import clients_of

# The pending invitation is fresh, so that its letter lies in the mailbox and its link works.
INVITED_HOURS_AGO = 9
SETTLED_AFTER = timedelta(minutes=50)
ANSWERED_AFTER = timedelta(minutes=40)
HEADERS = {
    Field.NAME: ("Company name", "Raison sociale"),
    Field.EMAIL: ("Email", "Adresse e-mail"),
    Field.CONTACT_NAME: ("Contact person", "Personne à contacter"),
    Field.PHONE: ("Phone", "Téléphone"),
    Field.COMPANY_NUMBER: ("Company number", "SIREN"),
    Field.TAX_NUMBER: ("VAT number", "N° TVA"),
    Field.REFERENCE: ("Reference", "Code dossier"),
    Field.STREET: ("Street address", "Adresse"),
    Field.CITY: ("City", "Ville"),
    Field.POSTAL_CODE: ("Postcode", "Code postal"),
    Field.COUNTRY: ("Country", "Pays"),
    Field.NOTE: ("Notes", "Observations"),
}
DIALECTS = {"en": (0, ","), "fr": (1, ";")}


def found(script: Script, *, at: datetime) -> str:
    """The firm with its first administrator; returns its id."""
    administrator = person_of(script.team[0].email)
    assert administrator is not None, "the people of a firm are known before it is founded"
    new = NewFirm(
        name=script.name,
        profile=script.profile,
        slug=script.slug,
        locale=script.locale,
        time_zone=script.time_zone,
        country=script.country,
        currency=script.currency,
    )
    firm = found_firm(new, administrator, at=at)
    if script.document != profile_document(script.profile):
        actor = actor_at_firm(administrator.id, firm.id)
        assert actor is not None, "whoever founds a firm works there"
        change_policy(script.document, actor=actor, at=at + timedelta(hours=1))
    if script.letterhead:
        actor = actor_at_firm(administrator.id, firm.id)
        assert actor is not None, "whoever founds a firm works there"
        edit_letterhead(LetterheadDetails(**script.letterhead), actor=actor, at=at + timedelta(hours=2))
    if script.plan:
        actor = actor_at_firm(administrator.id, firm.id)
        assert actor is not None, "whoever founds a firm works there"
        chosen = at + timedelta(hours=3)
        seen = look_at_plan(script.plan, actor=actor, at=chosen).receipt
        choose_plan(script.plan, seen=seen, actor=actor, at=chosen)
    return firm.id


def team_comes(office: Office) -> Iterator[Happening]:
    """Everybody but the founder is invited and joins; the last one has the letter still unopened."""
    for number, mate in enumerate(office.script.team[1:], 1):
        if mate.invited:
            at = office.days.hours_ago(INVITED_HOURS_AGO)
        elif mate.days is not None:
            at = office.days.back(mate.days)
        else:
            at = office.days.back(office.script.since) + timedelta(minutes=7 * number)
        yield Happening(at=at, perform=partial(_invite, office, mate))
        if not mate.invited:
            joining = office.days.capped(at + ANSWERED_AFTER)
            yield Happening(at=joining, perform=partial(_join, office, mate))


def books_come(office: Office, booked: Sequence[Account]) -> Iterator[Happening]:
    """The imports of the firm's books."""
    for book in office.script.books:
        accounts = [account for account in booked if account.book == book]
        yield Happening(at=office.days.back(book.days), perform=partial(_import, office, book, accounts))


def _invite(office: Office, mate: Teammate, at: datetime) -> None:
    founder = office.colleague("")
    role = next(role for role in roles_of(founder) if role.key == mate.role)
    invite_colleague(
        email=mate.email, name=mate.name, role_id=role.id, link_to=office.link_to, actor=founder, at=at
    )
    office.letters[mate.email] = office.tokens.pop()


def _join(office: Office, mate: Teammate, at: datetime) -> None:
    office.join(office.letters[mate.email], mate.email, at=at)


def _import(office: Office, book: Book, accounts: Sequence[Account], at: datetime) -> None:
    """Through the same steps as anybody's: bring in, look at the preview, confirm."""
    actor = office.colleague("")
    content = _written(accounts, office.script.locale)
    brought = bring_in(ContentFile(content), name=book.name, actor=actor, at=at)
    columns = [Field(field) if field else None for _header, field in brought.mapping]
    choose_columns(brought.id, columns, actor=actor)
    work_on(brought.id, at=at)
    previewed = import_of(actor, brought.id)
    assert previewed is not None
    confirm(brought.id, digest=previewed.digest, products=book.products, actor=actor, at=at)
    work_on(brought.id, at=at)
    done = import_of(actor, brought.id)
    assert done is not None
    assert done.state == ImportState.DONE, f"{book.name}: {done.state} {done.problem}"
    assert done.created == len(accounts), f"{book.name}: {done.created} of {len(accounts)} clients"
    _recognise(office, accounts)
    settle(office, accounts, by="", at=at + SETTLED_AFTER)


def _written(accounts: Sequence[Account], locale: str) -> bytes:
    """The book as a file, the way a program of that country would have exported it; its last row has no name."""
    language, separator = DIALECTS[locale]
    file = io.StringIO()
    rows = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    rows.writerow(names[language] for names in HEADERS.values())
    rows.writerows([account.company.values[field] for field in HEADERS] for account in accounts)
    rows.writerow(["", *("" for _ in list(HEADERS)[2:]), "?"])
    return file.getvalue().encode("utf-8-sig")


def _recognise(office: Office, accounts: Sequence[Account]) -> None:
    """Finds the ids the import gave."""
    known = {account.name: account for account in accounts}
    rows = clients_of(office.colleague("")).filter(name__in=known)
    for name, client, product, subscription in rows.values_list(
        "name", "id", "subscriptions__product", "subscriptions__id"
    ):
        known[name].id = client
        if product is not None:
            known[name].subscriptions[product] = subscription
    assert all(account.id for account in accounts), "every client of the book is there under its name"
