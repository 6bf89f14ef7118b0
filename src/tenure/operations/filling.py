"""Fills an installation that is empty: all of it, or nothing, and never twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from tenure.operations.firms import alone
from tenure.records.models import Firm


@contextmanager
def filling() -> Iterator[bool]:
    """Whether there is anything to fill: False as soon as there is a firm. What is written holds at the end."""
    with transaction.atomic():
        alone()
        yield not Firm.objects.exists()
