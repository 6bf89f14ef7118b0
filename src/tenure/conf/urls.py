"""The addresses of an installation: Tenure's pages and signing in."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("tenure.web.urls")),
]
