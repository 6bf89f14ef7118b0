"""Why a row cannot be told apart from another row, or from more than one client: the sentences (R57)."""

from collections.abc import Mapping
from typing import Literal

from tenure.core.books.verdicts import Reason
from tenure.core.wording import say

type Key = Literal["number", "email", "name"]


def same_number(line: int) -> Reason:
    """An accepted row, in this line, has the row's company number."""
    return Reason(code="duplicate", message=say("Line %(line)s has the same company number.", line=line))


def same_email(line: int) -> Reason:
    """An accepted row, in this line, has the row's e-mail address."""
    return Reason(code="duplicate", message=say("Line %(line)s has the same e-mail address.", line=line))


def same_name(line: int) -> Reason:
    """An accepted row, in this line, has the row's client name."""
    return Reason(code="duplicate", message=say("Line %(line)s has the same client name.", line=line))


def same_client(line: int, client: str) -> Reason:
    """An accepted row, in this line, turned out to be the same client by another key."""
    return Reason(
        code="duplicate",
        message=say("Line %(line)s is already the client %(client)s.", line=line, client=client),
    )


def other_number(client: str, number: str) -> Reason:
    """The row looks like a client that is registered under another company number."""
    return Reason(
        code="other_company_number",
        message=say(
            "This looks like your client %(client)s, whose company number is %(number)s.",
            client=client,
            number=number,
        ),
    )


def several_fit(first: str, second: str) -> Reason:
    """All keys of the row fit more than one client."""
    return Reason(
        code="ambiguous",
        message=say(
            "Both %(first)s and %(second)s could be meant; a company number would tell.",
            first=first,
            second=second,
        ),
    )


def keys_disagree(names: Mapping[Key, str]) -> Reason:
    """`names` are the clients that the keys point at; there are at least two keys."""
    match names:
        case {"number": number, "email": email} if number != email or "name" not in names:
            message = say(
                "The company number is that of %(first)s, the e-mail address that of %(second)s.",
                first=number,
                second=email,
            )
        case {"number": number, "name": name}:
            message = say(
                "The company number is that of %(first)s, the name that of %(second)s.",
                first=number,
                second=name,
            )
        case _:
            message = say(
                "The e-mail address is that of %(first)s, the name that of %(second)s.",
                first=names["email"],
                second=names["name"],
            )
    return Reason(code="keys_disagree", message=message)
