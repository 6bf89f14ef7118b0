"""{% icon "users" %}: one drawing from the sprite, beside a word or with a word of its own."""

import re
from functools import cache
from pathlib import Path

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

SPRITE = "img/icons.svg"
_SPRITE_FILE = Path(__file__).parent.parent / "static" / SPRITE


@cache
def icon_names() -> frozenset[str]:
    """Names of all drawings in the sprite."""
    return frozenset(re.findall(r'<symbol id="([a-z-]+)"', _SPRITE_FILE.read_text("utf-8")))


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Draw `name`; without `label` it is decoration and hidden from screen readers.

    `size` is "", "small" or "large". An unknown name raises `ValueError`: a missing drawing
    would otherwise show as an empty square that nobody notices.
    """
    if name not in icon_names():
        msg = f'No icon "{name}" in {SPRITE}. There are: {", ".join(sorted(icon_names()))}'
        raise ValueError(msg)
    classes = f"icon icon--{name} icon--{size}" if size else f"icon icon--{name}"
    href = f"{static(SPRITE)}#{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classes, label, href
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, href)
