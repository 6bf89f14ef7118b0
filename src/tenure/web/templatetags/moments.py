"""Moments as people say them: {{ moment|ago }}, {% moment when %}."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

SOON = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAYS_SPOKEN = 7


@register.filter
def ago(moment: datetime | None) -> str:
    """How long ago, as long as that is how people say it; then the day."""
    if moment is None:
        return "—"
    now, local = timezone.now(), timezone.localtime(moment)
    past, days = now - moment, (timezone.localdate(now) - local.date()).days
    if past < SOON:
        return _("just now")
    if past < HOUR:
        minutes = past // SOON
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    if days == 0:
        hours = past // HOUR
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    if days == 1:
        return _("yesterday")
    if days < DAYS_SPOKEN:
        return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
    return date_format(local.date(), "SHORT_DATE_FORMAT")


@register.simple_tag
def moment(when: datetime | None) -> SafeString | str:
    """How long ago, with the exact time for machines and for whoever points at it."""
    if when is None:
        return "—"
    exact = date_format(timezone.localtime(when), "DATETIME_FORMAT")
    return format_html('<time datetime="{}" title="{}">{}</time>', when.isoformat(), exact, ago(when))
