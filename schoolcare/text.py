"""Thai text as people type it: digits, one spelling for look-alikes, keys for searching. Pure."""

import re
import unicodedata

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
LONGEST = 18  # digits that a key of the database has at most
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
# Zero-width and direction marks, soft hyphens, control characters that are no spaces.
_INVISIBLE = dict.fromkeys(
    [
        *(*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF),
    ]
)
_SPELLINGS = (
    (re.compile("\u0e40\u0e40"), "\u0e41"),  # two sara e typed for sara ae
    (re.compile(f"\u0e4d([{_TONES}]*)\u0e32"), "\\1\u0e33"),  # nikhahit, tone, sara aa
    (re.compile(f"([{_TONES}]+)\u0e4d\u0e32"), "\\1\u0e33"),
    (re.compile(f"\u0e33([{_TONES}]+)"), "\\1\u0e33"),  # tone typed after sara am
)
# Tone marks, mai taikhu and thanthakhat: what people leave out when they type a name in a hurry.
_UNSEARCHED = str.maketrans("", "", f"{_TONES}\u0e47\u0e4c\u0e4e ")


def sent_number(text: str) -> int:
    """A key, version or count as a browser sent it; 0 for what is none or no column can hold."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else 0


def thai_digits(value: object) -> str:
    """Text with ๐-๙ for 0-9, as on official papers; never for addresses, e-mail, codes in QR."""
    return str(value).translate(_TO_THAI)


def arabic_digits(value: object) -> str:
    """Text with 0-9 for ๐-๙."""
    return str(value).translate(_TO_ARABIC)


def normalize(text: str) -> str:
    """One spelling before saving, searching or sorting (admin.md §6.4): NFC, น้ำ in one way,
    แ for เเ, no invisible characters, single spaces, trimmed. Never NFKC: it splits ำ.
    """
    if not text:
        return ""
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    for pattern, replacement in _SPELLINGS:
        text = pattern.sub(replacement, text)
    return " ".join(text.split())


def search_key(text: str) -> str:
    """Normalised text without tone marks and spaces, Thai digits as Arabic, in lower case."""
    return arabic_digits(normalize(normalize(text).casefold())).translate(_UNSEARCHED)
