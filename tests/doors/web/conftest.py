"""A request leaves its reader's language active in the thread; the next test begins without it."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def no_language_left() -> Iterator[None]:
    yield
    translation.deactivate()
