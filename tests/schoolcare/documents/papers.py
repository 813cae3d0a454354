"""Small papers that the tests of the catalogue print."""

from datetime import date

from schoolcare.access import Permission
from schoolcare.documents import Document
from schoolcare.models import Register, Term
from schoolcare.paper.body import NUMBER, SUBJECT, TEXT, TO
from schoolcare.paper.choices import Choices
from schoolcare.paper.subjects import Subject
from schoolcare.spreadsheet import Page
from students.models import Classroom


class Memo(Document):
    slug = "test-memo"
    title = "บันทึกข้อความทดสอบ"
    permission = Permission.PUPIL_VIEW
    needs = ("school", "object")
    objects = Term.objects
    template = "print/memo.html"
    body_fields = (NUMBER, SUBJECT, TO, TEXT)
    register = Register.MEMO
    is_signed = True
    can_be_blank = True

    def default_body(self):
        text = (
            "ด้วยโรงเรียนได้เยี่ยมบ้านนักเรียนครบ 32 คน ภาคเรียนที่ 2 ปีการศึกษา 2569 "
            "ตามที่ได้รับมอบหมาย และได้พบผู้ปกครองของนักเรียนทุกคนเพื่อหารือเรื่องการเรียนและความเป็นอยู่ "
            "ทั้งนี้ โรงเรียนได้รวบรวมผลการเยี่ยมบ้านไว้ตามเอกสารที่แนบมาพร้อมนี้แล้ว"
        )
        return {"subject": "รายงานผล", "to": "ผู้อำนวยการโรงเรียน", "text": f"{text} {text}\n{text}"}

    @property
    def pupil_id(self):
        return 77

    @classmethod
    def demo_params(cls):
        return {"object": str(Term.objects.first().pk)}


class Letter(Memo):
    slug = "test-letter"
    template = "print/letter.html"


class TermSheet(Document):
    slug = "test-sheet"
    title = "ตารางทดสอบ"
    permission = Permission.PUPIL_VIEW
    needs = ("school", "year")
    template = "print/base.html"
    page_class = "report"

    def sheet(self):
        return Page("ตาราง", ["ภาคเรียน"], [["=1+1"]])


class Room(TermSheet):
    slug = "test-room"
    needs = ("school", "classroom")
    classrooms = Classroom.objects


class Batch(TermSheet):
    slug = "test-batch"
    is_batch = True


class SchoolMemo(Memo):
    """A record of the school, or the school alone."""

    slug = "test-school-memo"
    takes_school_alone = True


class OfficeLetter(Letter):
    slug = "test-office-letter"
    needs = ("district",)


class OfficeSheet(TermSheet):
    slug = "test-office-sheet"
    permission = Permission.PUPIL_COUNT
    needs = ("district",)


class EitherSheet(TermSheet):
    """A school's own or an office's own."""

    slug = "test-either"
    permission = Permission.NUMBER_VIEW
    needs = ("school", "district", "year")


class OfficeMemo(Document):
    slug = "test-office"
    title = "บันทึกของหน่วยงาน"
    permission = Permission.PUPIL_VIEW
    needs = ("district", "year")
    template = "print/memo.html"
    body_fields = (TEXT,)


def memo(term, **choices) -> Memo:
    return Memo(
        Subject(school=term.school, object=term), Choices(date=date(2026, 11, 21), **choices)
    )
