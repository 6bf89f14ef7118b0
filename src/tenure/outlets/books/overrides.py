"""What a person says about a column, over what was recognised: `--map "Their header=field"` (R57)."""

from collections.abc import Iterable, Mapping

from tenure.core.books import Field
from tenure.core.wording import say
from tenure.outlets.books.errors import BookError
from tenure.outlets.books.vocabulary import spelled

IGNORE = "ignore"


def parse_overrides(options: Iterable[str]) -> dict[str, Field | None]:
    """`Their header=field` options as a mapping; `=ignore` or an empty field leaves the column out.

    Raises BookError for an option without `=` and for a field that does not exist.
    """
    return dict(map(_parse, options))


def with_overrides(
    mapping: Mapping[str, Field | None], overrides: Mapping[str, Field | None]
) -> dict[str, Field | None]:
    """The mapping as the person wants it: a field given to a column is taken from the one recognised for it.

    Headers may be given in any case and spelling that `spelled` equates.
    Raises BookError for a header that the file does not have.
    """
    wanted = {_header_like(header, mapping): field for header, field in overrides.items()}
    given = set(wanted.values()) - {None}
    kept = {header: None if field in given else field for header, field in mapping.items()}
    return {**kept, **wanted}


def _parse(option: str) -> tuple[str, Field | None]:
    header, equals, field = option.rpartition("=")
    field = field.strip().lower()
    if not equals or not header.strip():
        raise BookError(
            "bad_mapping", say("“%(option)s” is not of the form “Their header=field”.", option=option)
        )
    if field in {"", IGNORE}:
        return header.strip(), None
    if field not in set(Field):
        raise BookError(
            "unknown_field",
            say(
                "There is no field “%(field)s”. The fields are: %(fields)s; or “ignore”.",
                field=field,
                fields=", ".join(Field),
            ),
        )
    return header.strip(), Field(field)


def _header_like(wanted: str, mapping: Mapping[str, Field | None]) -> str:
    if wanted in mapping:
        return wanted
    alike = [header for header in mapping if spelled(header) == spelled(wanted) != ""]
    if len(alike) == 1:
        return alike[0]
    raise BookError("unknown_header", say("The file has no column “%(header)s”.", header=wanted))
