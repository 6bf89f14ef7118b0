"""Signing in: who may have an account. Nobody signs up alone; people come by set-up or by invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """allauth's rules for accounts, with the open sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a firm's people are invited (R7, R49)."""
        return False
