"""What a file is that was sent as a spreadsheet and is none, in words that say what to do."""

import zipfile
from io import BytesIO

_AGAIN = "กรุณาเปิดแล้วบันทึกเป็น .xlsx"
_PICTURE = "ไฟล์นี้เป็นรูปภาพ อ่านเป็นตารางไม่ได้ กรุณาส่งไฟล์ .xlsx หรือ .csv"
_PDF = "ไฟล์นี้เป็น PDF อ่านเป็นตารางไม่ได้ กรุณาส่งไฟล์ .xlsx หรือ .csv"
_WORD = "ไฟล์นี้เป็นเอกสาร Word กรุณาคัดลอกตารางไปวางใน Excel แล้วบันทึกเป็น .xlsx"
_SLIDES = "ไฟล์นี้เป็น PowerPoint อ่านเป็นตารางไม่ได้ กรุณาส่งไฟล์ .xlsx หรือ .csv"
_PACKED = "ไฟล์นี้เป็นไฟล์บีบอัด กรุณาแตกไฟล์ก่อน แล้วส่งไฟล์ .xlsx หรือ .csv ที่อยู่ข้างใน"
_OPEN_SHEET = f"ไฟล์นี้เป็นตารางของ LibreOffice (.ods) {_AGAIN}"
_BINARY_SHEET = f"ไฟล์นี้เป็น Excel แบบ .xlsb {_AGAIN}"
_WEB_PAGE = "ไฟล์นี้เป็นหน้าเว็บที่ตั้งชื่อเป็นไฟล์ Excel กรุณาเปิดใน Excel แล้วบันทึกเป็น .xlsx"
_LOCKED = "ไฟล์ Excel นี้มีรหัสผ่าน กรุณาเปิดแล้วบันทึกใหม่โดยไม่ตั้งรหัสผ่าน"
_OLD_EXCEL = f"ไฟล์นี้เป็น Excel รุ่นเก่า (.xls) {_AGAIN}"
_OLD_OFFICE = f"ไฟล์นี้เป็น Excel รุ่นเก่า (.xls) หรือมีรหัสผ่าน {_AGAIN}"
_BROKEN = "ไฟล์นี้เสียหรือส่งมาไม่ครบ กรุณาเปิดใน Excel แล้วบันทึกใหม่"

_BEGINNINGS = {
    b"\xff\xd8\xff": _PICTURE,
    b"\x89PNG": _PICTURE,
    b"GIF8": _PICTURE,
    b"II*\x00": _PICTURE,
    b"MM\x00*": _PICTURE,
    b"%PDF-": _PDF,
    b"{\\rtf": _WORD,
    b"Rar!": _PACKED,
    b"7z\xbc\xaf": _PACKED,
    b"\x1f\x8b": _PACKED,
}
_PHONE_PICTURES = {b"heic", b"heix", b"heif", b"mif1", b"avif"}
_PARTS = {
    "word/document.xml": _WORD,
    "ppt/presentation.xml": _SLIDES,
    "xl/workbook.bin": _BINARY_SHEET,
}
_OFFICE_97 = b"\xd0\xcf\x11\xe0"  # .doc, .xls, .ppt, and .xlsx behind a password
# Names in its directory, in the order in which they decide.
_STREAMS = {
    "EncryptedPackage": _LOCKED,
    "WordDocument": _WORD,
    "PowerPoint Document": _SLIDES,
    "Workbook": _OLD_EXCEL,
}


def words(data: bytes) -> str:
    """What this file is by its content; "" for what looks like none of the usual others."""
    for beginning, reason in _BEGINNINGS.items():
        if data.startswith(beginning):
            return reason
    if data.startswith(_OFFICE_97):
        found = (why for name, why in _STREAMS.items() if name.encode("utf-16-le") in data)
        return next(found, _OLD_OFFICE)
    if data.startswith(b"PK\x03\x04"):
        return _of_zip(data)
    if _is_picture(data):
        return _PICTURE
    is_markup = data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<"
    return _WEB_PAGE if is_markup else ""


def _is_picture(data: bytes) -> bool:
    is_bitmap = data.startswith(b"BM") and data[6:10] == bytes(4)
    is_of_phone = data[4:8] == b"ftyp" and data[8:12] in _PHONE_PICTURES
    return is_bitmap or is_of_phone or data[8:12] == b"WEBP"


def _of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            names = set(book.namelist())
    except zipfile.BadZipFile:
        return _BROKEN
    if {"content.xml", "mimetype"} <= names:
        return _OPEN_SHEET
    return next((reason for part, reason in _PARTS.items() if part in names), _PACKED)
