"""In lists of documents: {{ paper|why_unread }}, the reason in the reader's language."""

from django import template

from tenure.web.unread_words import why_unread

register = template.Library()
register.filter(why_unread)
