"""Numbers of official receipts as a school's controlled books know them (admin.md §3.4). Pure."""

from schoolcare.text import arabic_digits, normalize


def clean(typed: str) -> str:
    """A book or number as it is kept: Arabic digits, no spaces; leading zeros stay."""
    return "".join(arabic_digits(normalize(typed)).split())


def key_of(book: str, number: str) -> str:
    """Alike for two ways to write one receipt: ๐๑๒/๐๓, 12/3 and "12 / 3"; "" without a number."""
    parts = [clean(one).casefold().replace("|", "/").lstrip("0") or "0" for one in (book, number)]
    if not clean(number):
        return ""
    return "|".join([parts[0] if clean(book) else "", parts[1]])
