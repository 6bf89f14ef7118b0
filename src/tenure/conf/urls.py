"""The addresses of an installation: Tenure's pages and signing in."""

from allauth.account.views import password_reset_from_key
from django.urls import include, path, re_path

urlpatterns = [
    # allauth's own address has no room for the underscore of our ids; the name is the one it asks for.
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z_]+)-(?P<key>.+)/$",
        password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("accounts/", include("allauth.urls")),
    path("", include("tenure.web.urls")),
]
