"""Secrets that travel in letters: the row keeps only their hash."""

import hashlib
import secrets

BITS = 256


def new_token() -> str:
    """A secret of 256 bits, as text that fits into an address."""
    return secrets.token_urlsafe(BITS // 8)


def hash_of(token: str) -> str:
    """What is stored of a token: its SHA-256. The token is pure chance, so no salt is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
