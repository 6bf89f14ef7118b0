"""Two turns of SQL that Django has no words for and that decide whether an index is used."""

from django.db import models
from django.db.models import Func


class Pair(Func):
    """Two expressions compared as one: `(a, b) > (x, y)`. An index is entered at the exact row."""

    function = ""
    arity = 2
    output_field = models.TextField()


class Unindexed(Func):
    """A column SQLite may not look up by index: without statistics it thinks any firm has ten rows."""

    template = "+%(expressions)s"
    arity = 1
