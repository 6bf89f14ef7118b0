"""Signing in: who may have an account. Nobody signs up alone; people come by set-up or by invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone

from tenure.operations.sign_in_letters import write_password_reset


class AccountAdapter(DefaultAccountAdapter):
    """allauth's rules for accounts, with the open sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a firm's people are invited (R7, R49)."""
        return False

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        """By the outbox, as all letters, to the person's own address."""
        write_password_reset(str(user.pk), link=context["password_reset_url"], at=timezone.now())
