"""Blocks that wrap other markup (card, menu, notice, dialog) and small filters for names and looks."""

from typing import Final

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

THEMES: Final = ("light", "dark")


@register.filter
def initials(name: str, letters: int = 2) -> str:
    """First letters of the first words, as shown in an avatar: "Amelia Tran" gives "AT"."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:letters]).upper() or "?"


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The reader's choice on this machine, else anywhere: "light", "dark", or "" to follow the system."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    chosen = (request.COOKIES.get("theme", ""), getattr(getattr(request, "user", None), "theme", ""))
    return next((one for one in chosen if one in THEMES), "")


@register.simple_block_tag(takes_context=True)
def card(context: Context, content: SafeString, **params: object) -> SafeString:
    """A white panel: `title`, `note` (right of the title), `id`, `flush` (no inner padding)."""
    return _wrap("card", context, content, params)


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: SafeString, **params: object) -> SafeString:
    """Something to know before acting: `tone` (info, warn, danger, success), `title`, `href` + `action`."""
    return _wrap("notice", context, content, params)


@register.simple_block_tag(takes_context=True)
def menu(context: Context, content: SafeString, **params: object) -> SafeString:
    """A button that opens a list of actions: `id`, `label` or `icon`, `name` (what it is for)."""
    return _wrap("menu", context, content, params)


@register.simple_block_tag(takes_context=True)
def dialog(context: Context, content: SafeString, **params: object) -> SafeString:
    """A window above the page: `id`, `title`; opened by a button with `commandfor` this id."""
    return _wrap("dialog", context, content, params)


def _wrap(part: str, context: Context, content: SafeString, params: dict[str, object]) -> SafeString:
    known = {"content": content, "csrf_token": context.get("csrf_token"), **params}
    return render_to_string(f"parts/{part}.html", known, request=context.get("request"))
