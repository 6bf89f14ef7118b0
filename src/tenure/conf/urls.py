"""The addresses of an installation: Tenure's pages, signing in, and the choice of language."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("tenure.web.urls")),
]
