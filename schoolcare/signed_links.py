"""Addresses that open one page without an account: signed, sealed, drawn as QR codes.

Such an address carries a random code and what the server's SECRET_KEY makes of it (HMAC-SHA256, 128
bits). So nobody guesses one; a row of a stolen database opens nothing; and an address that was
never given out is refused by arithmetic, before the database is asked.
"""

import secrets
from io import BytesIO

import segno
from django.conf import settings
from django.http import HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

CODE, MARK = 16, 32  # hexadecimal digits: 64 random bits, 128 bits of the key's mark
SEALED = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def new_code() -> str:
    """64 random bits in hexadecimal; never given twice."""
    return secrets.token_hex(CODE // 2)


def signed(code: str, salt: str) -> str:
    """What stands in the address: the code and the key's mark for links of the kind `salt`."""
    return f"{code}{_mark(code, salt)}"


def code_of(token: str, salt: str) -> str:
    """The code within a token that this server has signed, "" for any other."""
    code, mark = token[:CODE], token[CODE:]
    is_ours = token.isascii() and constant_time_compare(mark, _mark(code, salt))
    return code if is_ours else ""


def _mark(code: str, salt: str) -> str:
    return salted_hmac(salt, code, algorithm="sha256").hexdigest()[:MARK]


def whole_address(path: str, *, site: str = "") -> str:
    """The address with its site: SITE_URL, else `site` as the reader of a page has it.

    Papers leave it out: without SITE_URL they name the first of ALLOWED_HOSTS.
    """
    site = settings.SITE_URL or site or f"https://{settings.ALLOWED_HOSTS[0].lstrip('*.')}"
    return f"{site.rstrip('/')}{path}"


def sealed(response: HttpResponse) -> HttpResponse:
    """Nothing of it is kept, found by a search engine, told to another site, or logged.

    Django logs the address of every refusal: here the address is the key.
    """
    for name, value in SEALED.items():
        response[name] = value
    response._has_been_logged = True  # type: ignore[attr-defined] # Django's own mark
    return response


def qr_svg(address: str) -> bytes:
    """The address as a picture for a phone's camera: SVG that scales, black on white."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=4, border=4)
    return drawn.getvalue()


def qr_data(address: str) -> str:
    """The same as a data: address, for papers."""
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=4)
