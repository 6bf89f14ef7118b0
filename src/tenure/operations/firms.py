"""A firm comes to life: with the policy of a profile, the roles it names, and one administrator."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from tenure.core.actor import Right
from tenure.core.policy import Policy
from tenure.core.profiles import NAMES, profile, profile_document
from tenure.core.wording import say
from tenure.operations.errors import Invalid, NotAllowed
from tenure.operations.log import Event, commitments, note
from tenure.records.models import Firm, Member, People, Person, Role

LONGEST_NAME = 200
LONGEST_SLUG = 60
ALREADY_SET_UP = say("This installation is already set up. Sign in instead.")
COUNTRY_LETTERS, CURRENCY_LETTERS = 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFirm:
    """What is known of a firm at its start. Without `slug` one is made from the name."""

    name: str
    profile: str
    slug: str = ""
    locale: str = "en"
    time_zone: str = "UTC"
    country: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Administrator:
    """The first person of a firm. Somebody with a sign-in already proves it with its password."""

    email: str
    name: str
    password: str


def create_firm(new: NewFirm, administrator: Administrator, *, at: datetime | None = None) -> Firm:
    """A firm with the roles of its profile and `administrator` in the strongest of them.

    Raises `Invalid` (with the field) for what cannot be used. Asks for no right: the caller is the operator.
    """
    for problem in (*problems_of(new), *_address_problems(administrator)):
        raise problem
    with transaction.atomic():
        return _create(new, administrator, at or timezone.now())


def create_first_firm(new: NewFirm, administrator: Administrator, *, at: datetime | None = None) -> Firm:
    """`create_firm` for whoever comes first; NotAllowed as soon as the installation has a firm."""
    with transaction.atomic():
        alone()
        if Firm.objects.exists():
            raise NotAllowed(ALREADY_SET_UP)
        return create_firm(new, administrator, at=at)


def set_up() -> bool:
    """Whether the installation has a firm."""
    return Firm.objects.exists()


def firm_named(slug: str) -> Firm | None:
    """The firm with this short name; None if there is none. For the operator, who may see them all."""
    return Firm.objects.filter(slug=slug).first()


def _create(new: NewFirm, administrator: Administrator, at: datetime) -> Firm:
    slug = _free_slug(new)
    return found_firm(replace(new, slug=slug), _person(administrator, new.locale), at=at)


def found_for(person: Person, new: NewFirm, *, at: datetime) -> Firm:
    """A firm for somebody who has a sign-in; the caller holds the transaction. Raises `Invalid` with the field."""
    for problem in problems_of(new):
        raise problem
    return found_firm(replace(new, slug=_free_slug(new)), person, at=at)


def found_firm(new: NewFirm, person: Person, *, at: datetime) -> Firm:
    """The rows of a firm that was checked, with `person` as its administrator. The caller holds the transaction."""
    firm = Firm.objects.create(
        slug=new.slug,
        name=new.name.strip(),
        locale=new.locale,
        time_zone=new.time_zone,
        country=new.country.upper(),
        currency=new.currency.upper(),
        policy=profile_document(new.profile),
        created_at=at,
    )
    member = Member.objects.create(
        firm=firm, person=person, role=_strongest(create_roles(firm, profile(new.profile))), joined_at=at
    )
    content = {
        "profile": new.profile,
        "policy_version": firm.policy_version,
        "member": member.id,
        "role": member.role.key,
        "person": commitments([person.id])[person.id],
    }
    note([Event(chain=firm.id, event="firm_created", content=content)], at=at)
    firm.refresh_from_db()
    return firm


def create_roles(firm: Firm, policy: Policy) -> list[Role]:
    """The roles the policy names for a new firm."""
    return [
        Role.objects.create(firm=firm, key=role.key, name=role.name, rights=sorted(role.rights), builtin=True)
        for role in policy.roles
    ]


def _strongest(roles: list[Role]) -> Role:
    return max(roles, key=lambda role: (Right.TEAM in role.rights, len(role.rights)))


def _person(administrator: Administrator, locale: str) -> Person:
    person = Person.objects.filter(email=People.spelled(administrator.email)).first()
    if person is None:
        _check_password(administrator)
        return Person.objects.create_user(
            administrator.email, administrator.password, name=administrator.name.strip(), locale=locale
        )
    if not person.is_active:
        raise Invalid(
            say("This address is invited and has not joined yet. Accept the invitation first."), "email"
        )
    if not person.check_password(administrator.password):
        raise Invalid(
            say("There is already a sign-in with this address, and this is not its password."), "password"
        )
    return person


def _check_password(administrator: Administrator) -> None:
    unsaved = Person(email=People.spelled(administrator.email), name=administrator.name)
    try:
        validate_password(administrator.password, unsaved)
    except ValidationError as error:
        raise Invalid(say("%(problem)s", problem=" ".join(error.messages)), "password") from error


def _free_slug(new: NewFirm) -> str:
    if new.slug:
        if Firm.objects.filter(slug=new.slug).exists():
            raise Invalid(say("There is already a firm with the short name %(slug)s.", slug=new.slug), "slug")
        return new.slug
    stem = slugify(new.name)[: LONGEST_SLUG - 4].rstrip("-") or "firm"
    taken = set(Firm.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


def problems_of(new: NewFirm) -> Iterator[Invalid]:
    """What cannot be used of what is said about a firm, each with its field."""
    if not _a_name(new.name):
        yield Invalid(say("A firm needs a name of up to %(most)d characters.", most=LONGEST_NAME), "name")
    if new.slug and (new.slug != slugify(new.slug) or len(new.slug) > LONGEST_SLUG):
        yield Invalid(
            say(
                "A short name has small letters, digits and hyphens only, at most %(most)d.",
                most=LONGEST_SLUG,
            ),
            "slug",
        )
    if new.profile not in NAMES:
        yield Invalid(say("The profile is one of: %(names)s.", names=", ".join(NAMES)), "profile")
    if new.locale not in dict(settings.LANGUAGES):
        yield Invalid(
            say("The language is one of: %(names)s.", names=", ".join(dict(settings.LANGUAGES))), "locale"
        )
    if new.time_zone not in available_timezones():
        yield Invalid(
            say("%(zone)s is not a time zone. Name one such as Europe/Paris.", zone=new.time_zone),
            "time_zone",
        )
    if new.country and not _letters(new.country, COUNTRY_LETTERS):
        yield Invalid(say("A country is two letters, such as FR."), "country")
    if new.currency and not _letters(new.currency, CURRENCY_LETTERS):
        yield Invalid(say("A currency is three letters, such as EUR."), "currency")


def _address_problems(administrator: Administrator) -> Iterator[Invalid]:
    try:
        validate_email(administrator.email.strip())
    except ValidationError:
        yield Invalid(say("%(email)s is not an e-mail address.", email=administrator.email), "email")
    if not _a_name(administrator.name):
        yield Invalid(say("A person needs a name of up to %(most)d characters.", most=LONGEST_NAME), "person")
    if not administrator.password:
        yield Invalid(say("A password is needed."), "password")


def _a_name(text: str) -> bool:
    return 1 <= len(text.strip()) <= LONGEST_NAME and text.isprintable()


def _letters(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isalpha()


def alone() -> None:
    """Waits, in a transaction, for others who set up at the same moment. SQLite's transaction is alone from its start."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(Firm._meta.db_table)  # noqa: SLF001 - Django's public name for it
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
