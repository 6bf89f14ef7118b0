"""The key that ties log entries to a person, and whose loss unties them (R27, R54)."""

import secrets

from django.db import models

from tenure.records.models.person import Person


def new_key() -> str:
    """32 random bytes, in hexadecimal."""
    return secrets.token_hex(32)


class PersonKey(models.Model):
    """One person's key for commitments; it goes with the person, and then the log names nobody."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="log_key")
    key = models.CharField(max_length=64, default=new_key, editable=False)

    def __str__(self) -> str:
        return f"key of {self.person_id}"
