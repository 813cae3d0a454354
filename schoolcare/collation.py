"""Thai dictionary order for SQLite, equal to PostgreSQL's collation `thai` (th-u-ka-noignore).

Digits come before Thai, Thai before Latin; a leading vowel (เ แ โ ใ ไ) is compared after its
consonant; tone marks, ็ and ์ count only where all else ties; then case (admin.md §6.1; the order
is that of ICU on 6,000 generated names, decision 0005).
"""

import re
from functools import lru_cache

from django.db.backends.base.base import BaseDatabaseWrapper

NAME = "thai"
_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_MARKS = "็่้๊๋์"  # in the order of their weight
_WITHOUT_MARKS = str.maketrans("", "", _MARKS + "\u0e4e")
_PRIMARY = {
    ord(" "): "\x01",
    **{ord("๐") + digit: str(digit) for digit in range(10)},
    # Latin letters, both cases alike, move behind the Thai block.
    **{ord(c): chr(0xF000 + ord(c.lower())) for c in map(chr, [*range(65, 91), *range(97, 123)])},
}


@lru_cache(maxsize=65536)
def thai_key(text: str) -> str:
    """A string whose plain order is Thai dictionary order; sort by (first name, last name)."""
    swapped = _LEADING_VOWEL.sub(r"\2\1", text.replace("\u0e4d\u0e32", "\u0e33"))
    plain = swapped.translate(_WITHOUT_MARKS)
    marks, position = [], 0
    for character in swapped if len(plain) != len(swapped) else "":
        if character in _MARKS:
            marks.append(chr(0x9000 - position) + character)  # an earlier mark weighs more
        else:
            position += 1
    return "\0".join((plain.translate(_PRIMARY), "".join(marks), plain.swapcase()))


def thai_cmp(left: str, right: str) -> int:
    """-1, 0 or 1, as a database collation wants it."""
    if left == right:
        return 0
    left, right = thai_key(left), thai_key(right)
    return (left > right) - (left < right)


def register(connection: BaseDatabaseWrapper) -> None:
    """Teach a new SQLite connection the collation; PostgreSQL has its own from migration 0001."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(NAME, thai_cmp)
