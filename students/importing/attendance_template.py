"""แบบนำเข้าการมาเรียนของห้อง: a month of a class with its pupils, ready to be filled in."""

from datetime import date, timedelta

from schoolcare.models import Term
from schoolcare.spreadsheet import Page, write_pages
from schoolcare.text import arabic_digits
from students.attendance import days_off
from students.class_days import MonthPage

HINTS = [
    ("รหัสนักเรียน", "ระบบหานักเรียนจากรหัส คนที่ยังไม่มีรหัสไม่อยู่ในแบบนี้"),
    ("วันที่", "วันเรียนของเดือน คอลัมน์ที่ว่างทั้งห้องไม่ถูกอ่าน"),
    ("ในช่อง", "/ มา ข ขาด ป ลาป่วย ก ลากิจ ส สาย วันที่เช็กแล้วใส่ไว้ให้"),
]


def month_template(page: MonthPage) -> bytes:
    """Who sat in the class in the month × its school days; what was checked stands there."""
    days = _school_days(page)
    known = {one.on: at for at, one in enumerate(page.days)}
    rows = []
    for row in page.rows:
        if not row.seat.student.code:
            continue  # nobody would be found by the file
        marks = [row.marks[known[day]][0] if day in known else "" for day in days]
        rows.append([row.seat.student.code, row.seat.student.full_name, *marks])
    headers = [_written(day) for day in days]
    sheet = ["รหัสนักเรียน", "ชื่อ - สกุล", *headers]
    title = arabic_digits(page.room.label.replace("/", "-"))[:31]
    return write_pages(
        [
            Page(title, sheet, rows, [14, 34, *([11] * len(headers))], as_text=True),
            Page("คำอธิบาย", ["คอลัมน์", "วิธีกรอก"], HINTS, widths=[24, 60]),
        ]
    )


def _school_days(page: MonthPage) -> list[date]:
    """Days of a term that are not off, and days that were checked all the same."""
    school = page.room.school
    terms = list(Term.objects.filter(school=school, year=page.room.year))
    off, checked = days_off(school, page.first, page.last), {one.on for one in page.days}
    every = [page.first + timedelta(days=at) for at in range((page.last - page.first).days + 1)]
    taught = {day for day in every if any(one.starts_on <= day <= one.ends_on for one in terms)}
    return [day for day in every if day in checked or (day in taught and day not in off)]


def _written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"
