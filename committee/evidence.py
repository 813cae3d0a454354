"""What the board's records prove of the yearly procedure (admin.md §1.10)."""

from datetime import date

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse

from committee.models import Circular, Confirmation, Meeting, MonitoringReport, YearlyReport
from committee.yearly.meetings import OF_OFFICE, days_of
from schoolcare.models import District, School
from schoolcare.registry import Evidence, procedure_evidence
from schoolcare.thai import thai_date

REGISTRY = "committee.registry"
MEETING = "committee.meeting"
MONITORING = "committee.monitoring"
REPORT = "committee.report"
NO_SCHOOL = "ไม่มีโรงเรียนในสังกัด"
CIRCULAR = "committee.circular"


def certified_registries(office: District | School, year: int, today: date) -> Evidence | None:
    """Step 2: the registry of every open school stands certified for the year."""
    if not isinstance(office, District):
        return None
    word = "boards__confirmations__"
    certified = Q(**{f"{word}year": year, f"{word}state": Confirmation.State.CERTIFIED})
    found = School.objects.filter(district=office, is_active=True).aggregate(
        schools=Count("pk", distinct=True), certified=Count("pk", filter=certified, distinct=True)
    )
    total, done = found["schools"], found["certified"]
    text = f"รับรองทะเบียนแล้ว {done}/{total} โรงเรียน" if total else NO_SCHOOL
    return Evidence(total > 0 and done == total, text, _page("committee:school-list"))


def _page(name: str) -> str:
    """The address of a page; that of the plan itself where there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse("procedure-list")


def meetings_held(office: District | School, year: int, today: date) -> Evidence | None:
    """Step 3: the office held a meeting of its own or of a network of boards in the year."""
    if not isinstance(office, District):
        return None
    held = Meeting.objects.filter(district=office, kind__in=OF_OFFICE, state=Meeting.State.HELD)
    count = held.filter(held_on__range=days_of(year)).count()
    text = f"ประชุมแล้ว {count} ครั้ง" if count else "ยังไม่มีการประชุมในระบบ"
    return Evidence(count > 0, text, _page("committee:meeting-list"))


def reported_schools(office: District | School, year: int, today: date) -> Evidence | None:
    """Step 4: every open school reported in a round of the year that belongs to this step."""
    if not isinstance(office, District):
        return None
    report = "monitoring_reports__"
    reported = Q(
        **{
            f"{report}monitoring__year": year,
            f"{report}monitoring__step__evidence": MONITORING,
            f"{report}state__in": MonitoringReport.REPORTED,
        }
    )
    found = School.objects.filter(district=office, is_active=True).aggregate(
        schools=Count("pk", distinct=True), reported=Count("pk", filter=reported, distinct=True)
    )
    total, done = found["schools"], found["reported"]
    text = f"รายงานแล้ว {done}/{total} โรงเรียน" if total else NO_SCHOOL
    return Evidence(total > 0 and done == total, text, _page("committee:monitoring-list"))


def sent_circulars(office: District | School, year: int, today: date) -> Evidence | None:
    """Step 1: a circular that is marked as this step's went out for the year."""
    if not isinstance(office, District):
        return None
    sent = Circular.objects.sent().filter(district=office, year=year, step__evidence=CIRCULAR)
    found = sent.aggregate(
        circulars=Count("pk", distinct=True),
        schools=Count("receipts"),
        known=Count("receipts", Q(receipts__acknowledged_at__isnull=False)),
    )
    url = _page("committee:circular-list")
    if not found["circulars"]:
        return Evidence(is_done=False, text="ยังไม่มีหนังสือเวียนของขั้นตอนนี้", url=url)
    known = f"รับทราบ {found['known']}/{found['schools']}"
    return Evidence(is_done=True, text=f"ส่งหนังสือเวียนแล้ว {found['circulars']} ฉบับ {known}", url=url)


def issued_report(office: District | School, year: int, today: date) -> Evidence | None:
    """Step 5: the yearly report was issued; issued again, the newest one counts."""
    if not isinstance(office, District):
        return None
    newest = YearlyReport.objects.filter(district=office, year=year).order_by("-pk").first()
    text = f"ออกรายงานแล้วเมื่อ {thai_date(newest.issued_at)}" if newest else "ยังไม่ได้ออกรายงาน"
    return Evidence(newest is not None, text, _page("committee:yearly"))


procedure_evidence[CIRCULAR] = sent_circulars
procedure_evidence[REGISTRY] = certified_registries
procedure_evidence[MEETING] = meetings_held
procedure_evidence[MONITORING] = reported_schools
procedure_evidence[REPORT] = issued_report
