"""Somebody who signs in: at a firm, at a client, or at several of each."""

from enum import StrEnum
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId


class Theme(StrEnum):
    """How a person wants the pages to look."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class People(BaseUserManager["Person"]):
    """All persons; an e-mail address is one person, however it is spelled."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":  # noqa: ANN401
        """A new person; without a password they can sign in only by an invitation or a reset."""
        person = self.model(email=self.spelled(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this e-mail address; `Person.DoesNotExist` if there is none."""
        return self.get(email=self.spelled(username or ""))

    @staticmethod
    def spelled(email: str) -> str:
        """An address in the one spelling that is stored."""
        return email.strip().lower()


class Person(AbstractBaseUser):
    """One sign-in. Which firms and clients it belongs to is said by `Member` and `ClientUser`."""

    id = TypedId("usr")
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True)
    locale = models.CharField(max_length=8, default="en")
    theme = models.CharField(max_length=8, default=Theme.SYSTEM.value, choices=words_of(Theme))
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [only("usr", "theme", Theme)]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name as shown."""
        return str(self)

    def clean(self) -> None:
        """Keeps the address in its one spelling."""
        super().clean()
        self.email = People.spelled(self.email)
