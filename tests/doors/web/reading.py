"""What a page says, as somebody would read it: without markup, with single spaces."""

import html
import re

from django.http import HttpResponse


def words_of(answer: "HttpResponse") -> str:
    """The words of the page's own part, unescaped; the frame around it does not count."""
    text = answer.content.decode()
    main = text.partition("<main")[2].partition("</main>")[0] or text
    return (
        " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split()).replace(" .", ".").replace(" ,", ",")
    )
