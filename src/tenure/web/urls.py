"""The addresses of the pages. Nouns: what a page is about, not what it does."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
