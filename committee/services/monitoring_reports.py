"""A school's report in a round, from the first answer to the office's last word."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from committee.models import Monitoring, MonitoringEvidence, MonitoringReport, MonitoringVisit
from committee.monitoring.figures import figures_of
from committee.monitoring.questions import fault_of, items_of, read, tidy
from schoolcare import audit, files
from schoolcare.models import School, User

State = MonitoringReport.State
CLOSED = "แบบติดตามนี้ไม่ได้เปิดรับรายงาน โปรดติดต่อหน่วยงานต้นสังกัด"
SENT = "รายงานนี้ส่งแล้ว แก้ไขไม่ได้ จนกว่าหน่วยงานต้นสังกัดจะส่งกลับ"
NOT_NOW = "ทำรายการนี้ไม่ได้ เพราะรายงานอยู่ในสถานะ “{}” โปรดดูอีกครั้ง"
MOST_EVIDENCE = 30


class ClashError(ValidationError):
    """Somebody saved in between; nothing was written."""


@transaction.atomic
def start_report(monitoring: Monitoring, school: School, *, by: User) -> MonitoringReport:
    """The report of a school, made once. Raises ValidationError where the round takes none."""
    found = MonitoringReport.objects.filter(monitoring=monitoring, school=school).first()
    if found:
        return found
    if monitoring.state != Monitoring.State.OPEN or school.district_id != monitoring.district_id:
        raise ValidationError(CLOSED)
    report, created = MonitoringReport.objects.get_or_create(
        monitoring=monitoring,
        school=school,
        defaults={"questions_version": monitoring.questions_version},
    )
    if created:
        _record("report.start", report, by=by, year=monitoring.year)
    return report


@transaction.atomic
def save_answers(
    report: MonitoringReport, typed: Mapping[str, str], *, version: int, by: User
) -> MonitoringReport:
    """Keep the answers as typed, complete or not.

    Raises ClashError where `version` is not the newest, ValidationError where the report is closed
    to the school.
    """
    current = _writable(report)
    items = items_of(read(current.monitoring.questions))
    answers = {one.code: tidy(one, typed.get(one.code, "")) for one in items}
    kept = {code: answer for code, answer in answers.items() if answer}
    changed = sorted(code for code in answers if answers[code] != current.answers.get(code, ""))
    if not changed:
        return current
    if current.version != version:
        raise ClashError("มีคนบันทึกรายงานนี้หลังจากคุณเปิดหน้านี้ จึงยังไม่ได้บันทึกของคุณ")
    current.answers, current.version = kept, version + 1
    current.save(update_fields=["answers", "version", "saved_at"])
    _record("report.save", current, by=by, items=changed)
    return current


@transaction.atomic
def add_evidence(
    report: MonitoringReport, item: str, upload: File, caption: str, *, by: User
) -> MonitoringEvidence:
    """A PDF or a picture for one item. Raises ValidationError for all else."""
    current = _writable(report)
    if item not in {one.code for one in items_of(read(current.monitoring.questions))}:
        raise ValidationError("ไม่มีข้อนี้ในแบบติดตาม")
    if current.evidence.count() >= MOST_EVIDENCE:
        raise ValidationError(f"แนบหลักฐานได้ไม่เกิน {MOST_EVIDENCE} ไฟล์")
    file = files.store_scan(upload, school=current.school, by=by)
    made = MonitoringEvidence.objects.create(
        report=current, item=item, file=file, caption=" ".join(caption.split())[:200], added_by=by
    )
    _record("report.evidence", current, by=by, items=[item])
    return made


@transaction.atomic
def remove_evidence(evidence: MonitoringEvidence, *, by: User) -> MonitoringReport:
    """Take a file away again. Raises ValidationError once the report is sent."""
    current = _writable(evidence.report)
    _record("report.evidence_remove", current, by=by, items=[evidence.item])
    evidence.delete()
    return current


def faults_of(report: MonitoringReport) -> dict[str, str]:
    """What keeps the report from being sent, by code of the item."""
    items = items_of(read(report.monitoring.questions))
    judged = {one.code: fault_of(one, report.answers.get(one.code, "")) for one in items}
    return {code: fault for code, fault in judged.items() if fault}


@transaction.atomic
def send_report(report: MonitoringReport, *, by: User, today: date) -> MonitoringReport:
    """The school's word; what the system knows of it that day is kept with it.

    Sent again, it is the same. Raises ValidationError where answers lack.
    """
    current = _locked(report)
    if current.state == State.SENT:
        return current
    current = _writable(current)
    faults = faults_of(current)
    if faults:
        raise ValidationError(f"ยังส่งไม่ได้ ตอบไม่ครบหรือไม่ถูกต้อง {len(faults)} ข้อ")
    figures = figures_of(current.school, current.monitoring.year, today)
    current.figures = {code: [one.words, one.source] for code, one in figures.items()}
    current.sent_at, current.sent_by = timezone.now(), by
    current.questions_version = current.monitoring.questions_version
    return _move(current, State.SENT, "report.send", by=by)


@transaction.atomic
def send_back(report: MonitoringReport, reason: str, *, by: User) -> MonitoringReport:
    """ส่งกลับแก้ไข, with the reason; for the same one a second time changes nothing.

    Raises ValidationError without one or once it was visited.
    """
    current, words = _locked(report), " ".join(reason.split())
    if (current.state, current.return_reason) == (State.RETURNED, words):
        return current
    current.return_reason = words
    if not current.return_reason:
        raise ValidationError("เขียนเหตุที่ส่งกลับ เพื่อให้โรงเรียนแก้ไขได้ถูกต้อง")
    return _move(current, State.RETURNED, "report.return", by=by)


@transaction.atomic
def record_visit(visit: MonitoringVisit, report: MonitoringReport, *, by: User) -> MonitoringVisit:
    """What the visitor found and advised; written again, the first is corrected.

    Raises ValidationError for a day to come, or advice without a day after it for its result.
    """
    current = _locked(report)
    if visit.visited_on and visit.visited_on > timezone.localdate():
        raise ValidationError({"visited_on": "วันที่ตรวจเยี่ยมต้องไม่เป็นวันข้างหน้า"})
    if visit.advice and visit.due_on is None:
        raise ValidationError({"due_on": "กำหนดวันที่ให้โรงเรียนรายงานผลตามข้อแนะนำ"})
    if visit.due_on and visit.visited_on and visit.due_on < visit.visited_on:
        raise ValidationError({"due_on": "วันที่ให้รายงานผลต้องไม่ก่อนวันที่ตรวจเยี่ยม"})
    if visit.pk is None and MonitoringVisit.objects.filter(report=current).exists():
        raise ValidationError("มีผู้อื่นบันทึกการตรวจเยี่ยมไปก่อนแล้ว กรุณาเปิดหน้านี้ใหม่")
    visit.report = current
    visit.made_by = visit.made_by if visit.made_by_id else by
    visit.full_clean()
    visit.save()
    _move(current, State.VISITED, "report.finding", by=by)
    return visit


@transaction.atomic
def answer_advice(report: MonitoringReport, result: str, *, by: User) -> MonitoringReport:
    """What the school did with the advice; the same words a second time change nothing.

    Raises ValidationError where there was no advice.
    """
    current = _locked(report)
    if (current.state, current.result) == (State.ANSWERED, result.strip()):
        return current
    visit = MonitoringVisit.objects.filter(report=current).first()
    if visit is None or not visit.advice:
        raise ValidationError("ไม่มีข้อแนะนำที่ต้องรายงานผล")
    current.result, current.result_on = result.strip(), timezone.localdate()
    current.result_by = by
    current.full_clean(exclude=["monitoring", "school"])
    if not current.result:
        raise ValidationError({"result": "เขียนผลการดำเนินงาน"})
    return _move(current, State.ANSWERED, "report.result", by=by)


@transaction.atomic
def close_report(report: MonitoringReport, *, by: User) -> MonitoringReport:
    """The office is done with this school; a second time changes nothing.

    Raises ValidationError while advice is unanswered.
    """
    current = _locked(report)
    if current.state == State.CLOSED:
        return current
    if current.state == State.VISITED and current.visit.advice:
        raise ValidationError("โรงเรียนยังไม่ได้รายงานผลตามข้อแนะนำ")
    current.closed_at, current.closed_by = timezone.now(), by
    return _move(current, State.CLOSED, "report.close", by=by)


def _locked(report: MonitoringReport) -> MonitoringReport:
    rows = MonitoringReport.objects.select_for_update(of=("self",))
    return rows.select_related("monitoring", "school").get(pk=report.pk)


def _writable(report: MonitoringReport) -> MonitoringReport:
    current = _locked(report)
    if not current.is_writable:
        raise ValidationError(SENT)
    is_asked_again = current.state == State.RETURNED  # also after the round is closed
    if current.monitoring.state != Monitoring.State.OPEN and not is_asked_again:
        raise ValidationError(CLOSED)
    return current


def _move(report: MonitoringReport, state: State, action: str, *, by: User) -> MonitoringReport:
    before = State(report.state)
    if state not in MonitoringReport.TRANSITIONS[before]:
        raise ValidationError(NOT_NOW.format(before.label))
    report.state = state
    report.version += 1
    report.save()
    _record(action, report, by=by, state=[before, state])
    return report


def _record(action: str, report: MonitoringReport, *, by: User, **facts: Any) -> None:
    audit.record(action, report, by=by, school_id=report.school_id, **facts)
