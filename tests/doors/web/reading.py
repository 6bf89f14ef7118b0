"""What a page says, as somebody would read it: without markup, with single spaces."""

import html
import re
from collections.abc import Iterable


def words_of(answer: Iterable[bytes]) -> str:
    """The words of the page's own part, unescaped; the frame around it does not count."""
    text = b"".join(answer).decode()
    main = text.partition("<main")[2].partition("</main>")[0] or text
    return (
        " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split()).replace(" .", ".").replace(" ,", ",")
    )
