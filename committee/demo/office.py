"""Demo of the office's own work: circulars that some schools know, and some do not."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.utils import timezone

from committee.chasing import reasons_of
from committee.evidence import CIRCULAR, step_of
from committee.models import (
    BoardNetwork,
    Chase,
    Circular,
    CircularFile,
    CircularReceipt,
    Member,
    Seat,
    Training,
)
from committee.reports import school_boards
from committee.services import chases, circulars, networks, trainings
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.files import store_attachment
from schoolcare.models import District, User

STRENGTH = (
    "ด้วย{office} กำหนดจัดโครงการเสริมสร้างความเข้มแข็งของชุมชน"
    "และคณะกรรมการสถานศึกษาขั้นพื้นฐาน เพื่อให้คณะกรรมการสถานศึกษามีความรู้ความเข้าใจในบทบาทหน้าที่ "
    "และร่วมกันสร้างเครือข่ายคณะกรรมการสถานศึกษา\n"
    "ในการนี้ ขอให้สถานศึกษาแจ้งคณะกรรมการสถานศึกษาทราบ และมอบหมายผู้รับผิดชอบประสานงาน 1 คน "
    "รายละเอียดตามสิ่งที่ส่งมาด้วย\n"
    "จึงเรียนมาเพื่อโปรดทราบและดำเนินการ"
)
REGISTRY = (
    "ตามที่{office} กำหนดให้สถานศึกษาจัดทำทะเบียนคณะกรรมการสถานศึกษาขั้นพื้นฐาน"
    "ให้เป็นปัจจุบันทุกปีการศึกษา นั้น\n"
    "ขอให้สถานศึกษาตรวจสอบรายชื่อ ตำแหน่ง และวาระของคณะกรรมการ แล้วยืนยันข้อมูลในระบบ\n"
    "จึงเรียนมาเพื่อโปรดดำเนินการ"
)
PAGE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def fill(plan: DemoPlan) -> None:
    """For each office with schools made just now; nothing for scale data."""
    if plan.is_scale:
        return
    made = District.objects.filter(schools__in=[one for one, _plan in plan.made]).distinct()
    for office in made.order_by("code"):
        officer = _officer(office)
        if officer and not office.circulars.exists():
            _circulars(plan, office, officer)
            _networks(office, officer)
            _trainings(plan, office, officer)
            _chases(plan, office, officer)


def _networks(office: District, officer: User) -> None:
    """A network of all boards of the office; its schools' own networks wait to be joined."""
    schools = list(office.schools.filter(is_active=True))
    name = f"เครือข่ายคณะกรรมการสถานศึกษา {office}"
    network = BoardNetwork(district=office, name=name, level=BoardNetwork.Level.OFFICE)
    network.contact, network.phone = officer.full_name, "0530001000"
    network.founded_on = date(2025, 8, 15)
    chairs = Member.objects.filter(board__school__in=schools, seat=Seat.CHAIR, left_on=None)
    network.chair = chairs.order_by("-board__ends_on", "pk").first()
    networks.save_network(network, schools=schools, by=officer)


def _trainings(plan: DemoPlan, office: District, officer: User) -> None:
    """One that all boards came to, some for half of it; one that nobody is on the list of yet."""
    day = plan.today - timedelta(days=60)
    first = Training(
        district=office,
        title="บทบาทหน้าที่ของคณะกรรมการสถานศึกษาขั้นพื้นฐาน",
        topics="กฎหมายที่เกี่ยวข้อง\nการกำกับติดตามแผนงานของสถานศึกษา\nการระดมทรัพยากร",
        starts_on=day,
        hours=6,
        place=f"ห้องประชุม{office.name}",
        trainers="ศึกษานิเทศก์และผู้ทรงคุณวุฒิ",
    )
    trainings.save_training(first, by=officer)
    schools = list(office.schools.filter(is_active=True))
    trainings.add_members(first, trainings.members_at(schools, first), by=officer)
    people = list(first.trainees.order_by("pk"))
    late = {one.pk for one in people[::7]}
    marks = {
        one.pk: trainings.Mark(Decimal(3 if one.pk in late else 6), passed=one.pk not in late)
        for one in people
    }
    trainings.mark(first, marks, by=officer)
    coming = Training(
        district=office,
        title="การประชุมและการจัดทำรายงานการประชุม",
        starts_on=plan.today + timedelta(days=30),
        hours=3,
        place=f"ห้องประชุม{office.name}",
    )
    trainings.save_training(coming, by=officer)


def _officer(office: District) -> User | None:
    held = Q(memberships__district=office, memberships__role=Role.DISTRICT_OFFICER)
    return User.objects.filter(held).order_by("pk").first()


def _circulars(plan: DemoPlan, office: District, officer: User) -> None:
    """One that all know and that proves the year's first step; one that waits; a draft."""
    step = step_of(CIRCULAR, office, plan.year)
    strength, registry = (text.format(office=office.name) for text in (STRENGTH, REGISTRY))
    first = Circular(district=office, subject="โครงการเสริมสร้างความเข้มแข็งของชุมชน", text=strength)
    if step:
        first.step, first.year = step, plan.year
    _sent(first, officer, days=200, plan=plan)
    for title in ("รายละเอียดโครงการ", "แบบตอบรับผู้ประสานงาน"):
        page = SimpleUploadedFile(f"{title}.pdf", PAGE + title.encode())
        stored = store_attachment(page, school=None, by=officer)
        CircularFile.objects.create(circular=first, file=stored, title=title)
    for receipt in first.receipts.all():
        _known(receipt, plan, days=198)
    late = Circular(district=office, subject="การยืนยันทะเบียนคณะกรรมการสถานศึกษา", text=registry)
    late.answer_by = plan.today - timedelta(days=2)
    _sent(late, officer, days=12, plan=plan)
    receipts = list(late.receipts.order_by("school__name"))
    if len(receipts) > 1:
        _known(receipts[0], plan, days=11)
        circulars.remind(late, receipts[1:], by=officer)
    draft = Circular(district=office, subject="เชิญประชุมเครือข่ายคณะกรรมการสถานศึกษา", text=strength)
    circulars.save_draft(draft, picked=[], titles={}, uploads=[], by=officer)


def _sent(circular: Circular, officer: User, *, days: int, plan: DemoPlan) -> None:
    answer_by, circular.answer_by = circular.answer_by, None
    circulars.save_draft(circular, picked=[], titles={}, uploads=[], by=officer)
    sent = circulars.send(circular, number="", by=officer)
    circular.state, circular.number = sent.state, sent.number
    circular.sent_on, circular.sent_by = plan.today - timedelta(days=days), officer
    circular.answer_by = answer_by
    circular.save()


def _known(receipt: CircularReceipt, plan: DemoPlan, *, days: int) -> None:
    people = User.objects.filter(memberships__school=receipt.school)
    reader = people.filter(memberships__role=Role.CLERK).order_by("pk").first()
    if reader:
        day = plan.today - timedelta(days=days)
        at = timezone.make_aware(datetime.combine(day, time(9, 24)))
        receipt.opened_at, receipt.opened_by = at, reader
        receipt.acknowledged_at, receipt.acknowledged_by = at + timedelta(minutes=6), reader
        receipt.save()


def _chases(plan: DemoPlan, office: District, officer: User) -> None:
    """The office chased whoever lagged, and told of terms that end soon."""
    lines = school_boards(office.schools.filter(is_active=True), plan.today)
    for kind in Chase.Kind.values:
        told = {line.school: reasons_of(line, kind, plan.today) for line in lines}
        lagging = {school: why for school, why in told.items() if why}
        if lagging:
            chases.chase(office, kind, lagging, answer_by=None, by=officer)
