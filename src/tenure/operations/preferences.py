"""How a person wants to be called and spoken to, and how pages look to them. Everybody decides it alone (R3)."""

from django.conf import settings
from django.db import transaction

from tenure.core.wording import say
from tenure.operations.errors import Invalid, Missing
from tenure.records.models import Person
from tenure.records.models.person import Theme

LONGEST_NAME = 200


def set_name(person_id: str, name: str) -> None:
    """The person is called `name` from now on. Raises `Invalid` with the field, or `Missing`."""
    spelled = " ".join(name.split())
    if not 1 <= len(spelled) <= LONGEST_NAME or not spelled.isprintable():
        raise Invalid(say("A person needs a name of up to %(most)d characters.", most=LONGEST_NAME), "name")
    _set(person_id, name=spelled)


def set_language(person_id: str, locale: str) -> None:
    """Pages and letters speak `locale` to this person. Raises `Invalid` with the field, or `Missing`."""
    if locale not in dict(settings.LANGUAGES):
        names = ", ".join(dict(settings.LANGUAGES))
        raise Invalid(say("The language is one of: %(names)s.", names=names), "locale")
    _set(person_id, locale=locale)


def set_theme(person_id: str, theme: str) -> None:
    """Pages are light, dark, or as the system has them; what is none of these follows the system."""
    known = {one.value for one in Theme}
    _set(person_id, theme=theme if theme in known else Theme.SYSTEM.value)


def _set(person_id: str, **fields: str) -> None:
    with transaction.atomic():
        if not Person.objects.filter(pk=person_id).update(**fields):
            raise Missing(person_id)
