"""The log in words: a record's own history, and the lines of the searchable log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from schoolcare.models import AuditEvent

NOUNS = {
    "account": "บัญชี",
    "adviser": "ครูที่ปรึกษา",
    "alert": "เรื่องคุ้มครองเด็ก",
    "circumstances": "ความพิการ ความด้อยโอกาส ความขาดแคลน",
    "classroom": "ห้องเรียน",
    "consent": "ความยินยอมเผยแพร่",
    "coverage": "สรุปการเยี่ยมบ้าน",
    "district": "หน่วยงาน",
    "document": "เอกสาร",
    "enrolment": "การลงทะเบียนเรียน",
    "follow_up": "การติดตาม",
    "guardian": "ผู้ปกครอง",
    "household": "บ้านและครอบครัว",
    "identifier": "เลขประจำตัว",
    "import": "ไฟล์นำเข้า",
    "job": "งานเบื้องหลัง",
    "membership": "บทบาท",
    "network": "กลุ่มเครือข่าย",
    "note": "บันทึกนักเรียน",
    "photo": "รูปถ่าย",
    "pupil": "นักเรียน",
    "pupils": "รายชื่อนักเรียน",
    "round": "รอบเยี่ยมบ้าน",
    "school": "โรงเรียน",
    "sensitive": "ข้อมูลอ่อนไหว",
    "student": "นักเรียน",
    "term": "ภาคเรียน",
    "user": "ผู้ใช้",
    "village": "หมู่บ้าน",
    "visit": "การเยี่ยมบ้าน",
}
VERBS = {
    "acknowledge": "รับทราบ",
    "activate": "เปิดใช้",
    "add": "เพิ่ม",
    "approve": "รับรองครบถ้วน",
    "assign": "มอบหมาย",
    "cancel": "ยกเลิก",
    "change": "แก้ไข",
    "choose": "เลือกนักเรียนของ",
    "close": "ปิด",
    "commit": "บันทึก",
    "create": "เพิ่ม",
    "deactivate": "ปิดใช้",
    "delete": "ลบ",
    "download": "ดาวน์โหลด",
    "drop": "ยกเลิก",
    "edit": "แก้ไขข้อความของ",
    "end": "สิ้นสุด",
    "exclude": "กันบุคคลออกจาก",
    "export": "ส่งออก",
    "factor": "ปิดการยืนยันสองขั้นของ",
    "handle": "ดำเนินการ",
    "leave": "เลิกดูแล",
    "logout": "ออกจากระบบทุกเครื่องของ",
    "open": "เปิด",
    "password": "เปลี่ยนรหัสผ่านของ",
    "photo": "เปลี่ยนรูปของ",
    "picture": "เปลี่ยนตราของ",
    "picture_remove": "เอาตราออกจาก",
    "print": "พิมพ์",
    "profile": "แก้ไขข้อมูลของตนเอง",
    "raise": "แจ้ง",
    "refuse": "ไม่รับ",
    "remove": "ลบ",
    "reopen": "เปิดอีกครั้ง",
    "reset": "ออกรหัสผ่านใหม่ให้",
    "return": "ส่งกลับแก้ไข",
    "reveal": "เปิดดูเลขของ",
    "save": "บันทึก",
    "schools": "กำหนดโรงเรียนที่ดูแล",
    "sign": "ลงลายมือชื่อใน",
    "signature": "เปลี่ยนลายมือชื่อของ",
    "start": "เริ่ม",
    "submit": "ส่ง",
    "unlock": "ปลดการพักของ",
    "update": "แก้ไข",
    "upload": "อัปโหลด",
    "view": "ดู",
}


@dataclass(frozen=True)
class Line:
    """One event in words."""

    at: datetime
    actor_name: str
    label: str
    details: str
    target: str
    pk: int
    ip: str


def label(action: str) -> str:
    """The words of an action: "visit.submit" → ส่งการเยี่ยมบ้าน; an unknown one stays readable."""
    noun, _, verb = action.partition(".")
    if noun not in NOUNS and verb not in VERBS:
        return action
    return f"{VERBS.get(verb, verb)}{NOUNS.get(noun, noun)}"


def history(target: Model, limit: int = 20) -> list[Line]:
    """Who did what to one record, newest first, for components/audit_trail.html. One query."""
    rows = AuditEvent.objects.filter(target_model=target._meta.label, target_id=str(target.pk))
    return [line(event) for event in rows.order_by("-pk")[:limit]]


def line(event: AuditEvent, *, with_details: bool = True) -> Line:
    """One event in words; without details where the reader may know that, but not what."""
    model = _model(event.target_model)
    name = str(model._meta.verbose_name) if model else event.target_model
    return Line(
        at=event.at,
        actor_name=event.actor_name,
        label=label(event.action),
        details=_details(model, event.changes) if with_details else "",
        target=f"{name} {event.target_id}".strip(),
        pk=event.pk,
        ip=event.ip or "",
    )


def _model(name: str) -> type[Model] | None:
    try:
        return apps.get_model(name) if name else None
    except LookupError:
        return None


def _details(model: type[Model] | None, changes: dict[str, Any]) -> str:
    return ", ".join(f"{_field(model, name)}: {_value(value)}" for name, value in changes.items())


def _field(model: type[Model] | None, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name) if model else name  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return name


def _value(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        return f"{_plain(value[0])} → {_plain(value[1])}"
    return _plain(value)


def _plain(value: Any) -> str:
    words = {True: "ใช่", False: "ไม่ใช่"}
    if isinstance(value, bool):
        return words[value]
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return "–" if value in (None, "") else str(value)
