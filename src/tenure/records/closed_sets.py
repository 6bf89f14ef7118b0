"""Columns that take one of a few words: the words for the form, and the rule for the database."""

from enum import StrEnum

from django.db import models


def words_of(closed: type[StrEnum]) -> list[tuple[str, str]]:
    """The members of a closed set as Django's choices; the doors translate them."""
    return [(member.value, member.value) for member in closed]


def only(table: str, field: str, closed: type[StrEnum]) -> models.CheckConstraint:
    """The rule that `field` holds a member of `closed` and nothing else."""
    allowed = [member.value for member in closed]
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": allowed}), name=f"{table}_{field}_known"
    )
