"""Codes that cannot be guessed: made from the form's own key and the secret of the home, so that sending twice gives one code."""

from __future__ import annotations

import base64
import hashlib
import hmac

LETTERS = 16


def code_for(client_key: str, secret: str) -> str:
    """``XXXX-XXXX-XXXX-XXXX``: 80 bits in the letters A–Z and the digits 2–7."""
    made = hmac.new(secret.encode(), f"receipt {client_key}".encode(), hashlib.sha256).digest()
    letters = base64.b32encode(made).decode("ascii")[:LETTERS]
    return "-".join(letters[place : place + 4] for place in range(0, LETTERS, 4))


def code_digest(code: str) -> str:
    """What the store keeps of a code, however it was typed: dashes, blanks and case do not count."""
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(typed.encode()).hexdigest()
