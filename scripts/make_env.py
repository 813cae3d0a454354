"""Prints a new `.env`: only the random keys; every other setting has a default."""

import secrets

from cryptography.fernet import Fernet

print(
    "# Keep this file secret and back it up: without DATA_KEYS personal ids cannot be read again."
)
print(f"SECRET_KEY={secrets.token_urlsafe(50)}")
print(f"DATA_KEYS={Fernet.generate_key().decode()}")
print(f"HASH_KEY={secrets.token_urlsafe(50)}")
