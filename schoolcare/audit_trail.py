"""The log in words: a record's own history, and the lines of the searchable log."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model

from schoolcare.access import Role
from schoolcare.documents import catalogue
from schoolcare.models import AuditEvent
from schoolcare.thai import thai_date

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")  # as the log keeps a day

NOUNS = {
    "account": "บัญชี",
    "activity": "กิจกรรมชุมชน",
    "activity_photo": "รูปกิจกรรม",
    "adviser": "ครูที่ปรึกษา",
    "agenda": "ระเบียบวาระ",
    "alert": "เรื่องคุ้มครองเด็ก",
    "attendance": "ผู้เข้าประชุม",
    "board": "คณะกรรมการสถานศึกษา",
    "board_network": "เครือข่ายคณะกรรมการ",
    "branch": "ภูมิปัญญาด้าน",
    "channel": "ช่องทางที่ได้รับ",
    "chase": "หนังสือทวง",
    "circular": "หนังสือเวียน",
    "circumstances": "ความพิการ ความด้อยโอกาส ความขาดแคลน",
    "classroom": "ห้องเรียน",
    "consent": "ความยินยอมเผยแพร่",
    "course": "การอบรมแก่ชุมชน",
    "coverage": "สรุปการเยี่ยมบ้าน",
    "district": "หน่วยงาน",
    "donor": "ผู้บริจาค",
    "document": "เอกสาร",
    "enrolment": "การลงทะเบียนเรียน",
    "entry": "รายการในปฏิทิน",
    "expert": "ภูมิปัญญาท้องถิ่น",
    "follow_up": "การติดตาม",
    "guardian": "ผู้ปกครอง",
    "head": "ผู้ลงนามของหน่วยงาน",
    "holiday": "วันหยุด",
    "household": "บ้านและครอบครัว",
    "identifier": "เลขประจำตัว",
    "import": "ไฟล์นำเข้า",
    "job": "งานเบื้องหลัง",
    "lesson": "บทเรียนของกิจกรรม",
    "meeting": "การประชุม",
    "member": "กรรมการสถานศึกษา",
    "membership": "บทบาท",
    "minutes": "รายงานการประชุม",
    "monitoring": "แบบติดตาม",
    "network": "กลุ่มเครือข่าย",
    "note": "บันทึกนักเรียน",
    "number": "เลขหนังสือ",
    "order": "คำสั่งเกี่ยวกับคณะกรรมการ",
    "photo": "รูปถ่าย",
    "project": "โครงการ",
    "project_budget": "รายการงบประมาณ",
    "project_indicator": "ตัวบ่งชี้",
    "project_task": "กิจกรรมของโครงการ",
    "pupil": "นักเรียน",
    "purpose": "วัตถุประสงค์ของผู้ให้",
    "procedure": "กระบวนงาน",
    "procedure_step": "ขั้นตอนใน",
    "pupils": "รายชื่อนักเรียน",
    "recusal": "การไม่ร่วมพิจารณา",
    "receipt": "หนังสือเวียนที่ได้รับ",
    "remark": "ข้อทักท้วงทะเบียนคณะกรรมการ",
    "reply_link": "ลิงก์ตอบรับ",
    "resolution": "มติที่ประชุม",
    "resource": "ทรัพยากรที่ได้รับ",
    "resource_use": "การใช้เงินตามวัตถุประสงค์",
    "report": "รายงานตามแบบติดตาม",
    "round": "รอบเยี่ยมบ้าน",
    "school": "โรงเรียน",
    "selection": "การสรรหากรรมการ",
    "rules": "หลักเกณฑ์คณะกรรมการ",
    "sensitive": "ข้อมูลอ่อนไหว",
    "spending": "รายจ่ายจริง",
    "step": "ขั้นตอนของกระบวนงาน",
    "student": "นักเรียน",
    "tax_rule": "ข้อความเรื่องภาษีของเงินบริจาค",
    "teaching": "การสอนของภูมิปัญญาท้องถิ่น",
    "term": "ภาคเรียน",
    "training": "การอบรม",
    "trip": "การพานักเรียนไปนอกสถานศึกษา",
    "user": "ผู้ใช้",
    "village": "หมู่บ้าน",
    "work_area": "งานในฝ่าย",
    "yearly": "รายงานประจำปีของหน่วยงาน",
    "visit": "การเยี่ยมบ้าน",
    "agreement": "ข้อตกลงความร่วมมือ",
    "contact": "การติดต่อภาคี",
    "common_plan": "แผนร่วมกับชุมชน",
    "learning_source": "แหล่งเรียนรู้",
    "need": "ความต้องการของชุมชน",
    "need_expert": "ผู้รู้ที่ขอให้ช่วย",
    "partner": "ภาคีเครือข่าย",
    "partner_person": "บุคคลของภาคี",
    "plan_action": "กิจกรรมของแผนร่วม",
    "plan_goal": "เป้าหมายของแผนร่วม",
    "source_use": "การใช้แหล่งเรียนรู้",
    "village_place": "ตำแหน่งหมู่บ้าน",
    "village_profile": "ข้อมูลหมู่บ้าน",
    "calendar_feed": "ลิงก์ปฏิทิน",
}
VERBS = {
    "acknowledge": "รับทราบ",
    "activate": "เปิดใช้",
    "add": "เพิ่ม",
    "allow": "อนุญาต",
    "adopt": "รับรอง",
    "advise": "คณะกรรมการให้ข้อเสนอแนะต่อ",
    "answer": "ตอบรับของ",
    "approve": "รับรองครบถ้วน",
    "ask": "เสนอขอ",
    "assign": "มอบหมาย",
    "attach": "แนบสำเนา",
    "cancel": "ยกเลิก",
    "carry": "ยกมาเป็น",
    "certify": "รับรองทะเบียนของ",
    "change": "แก้ไข",
    "choose": "เลือกนักเรียนของ",
    "clash": "เก็บฉบับที่ชนกันของ",
    "close": "ปิด",
    "close_prior": "ปิดพร้อมกันก่อนเริ่มใช้ระบบ",
    "commit": "บันทึก",
    "confirm": "ยืนยันประจำปีของ",
    "copy": "นำของปีก่อนมาใช้เป็น",
    "create": "เพิ่ม",
    "deactivate": "ปิดใช้",
    "delete": "ลบ",
    "download": "ดาวน์โหลด",
    "drop": "ยกเลิก",
    "edit": "แก้ไขข้อความของ",
    "end": "สิ้นสุด",
    "endorse": "คณะกรรมการเห็นชอบ",
    "evidence": "แนบหลักฐานใน",
    "evidence_remove": "ลบหลักฐานจาก",
    "exclude": "กันบุคคลออกจาก",
    "export": "ส่งออก",
    "factor": "ปิดการยืนยันสองขั้นของ",
    "factor_add": "เพิ่มการยืนยันสองขั้นของ",
    "factor_remove": "เอาการยืนยันสองขั้นออกจาก",
    "factor_reset": "ออกรหัสสำรองใหม่ให้",
    "fill": "จัดรายชื่อ",
    "finish": "บันทึกผลของ",
    "finding": "บันทึกการตรวจเยี่ยมใน",
    "grant": "อนุมัติ",
    "handle": "ดำเนินการ",
    "hours": "บันทึกชั่วโมงของ",
    "issue": "ออก",
    "leave": "เลิกดูแล",
    "list": "ใส่เรื่องลงใน",
    "logout": "ออกจากระบบทุกเครื่องของ",
    "mark": "ลงการมาของ",
    "move": "เลื่อน",
    "open": "เปิด",
    "owners": "กำหนดผู้รับผิดชอบ",
    "password": "เปลี่ยนรหัสผ่านของ",
    "people": "เพิ่มผู้เข้า",
    "photo": "เปลี่ยนรูปของ",
    "picture": "เปลี่ยนตราของ",
    "picture_remove": "เอาตราออกจาก",
    "plan": "กำหนด",
    "preside": "กำหนดประธานของ",
    "print": "พิมพ์",
    "profile": "แก้ไขข้อมูลของตนเอง",
    "propose": "เสนอรับรอง",
    "put": "เสนอ",
    "questions": "แก้ไขข้อคำถามของ",
    "raise": "แจ้ง",
    "refuse": "ไม่รับ",
    "remind": "เตือนให้รับทราบ",
    "remove": "ลบ",
    "renew": "ออกใหม่",
    "reopen": "เปิดอีกครั้ง",
    "reorder": "เรียงลำดับ",
    "report": "รายงานผล",
    "reset": "ออกรหัสผ่านใหม่ให้",
    "result": "รายงานผลตามข้อแนะนำใน",
    "return": "ส่งกลับแก้ไข",
    "reveal": "เปิดดูเลขของ",
    "save": "บันทึก",
    "schools": "กำหนดโรงเรียนที่ดูแล",
    "settings": "ตั้งค่า",
    "send": "ส่ง",
    "settle": "ปิด",
    "share": "แบ่งปัน",
    "sign": "ลงลายมือชื่อใน",
    "signature": "เปลี่ยนลายมือชื่อของ",
    "start": "เริ่ม",
    "stop": "ยกเลิกรอบของ",
    "state": "เปลี่ยนสถานะของ",
    "submit": "ส่ง",
    "take": "ออก",
    "take_back": "ถอนการเสนอ",
    "tell": "ส่งใบตอบรับของ",
    "thank": "ขอบคุณ",
    "unask": "ถอนเรื่องเสนอขอ",
    "unlist": "นำเรื่องออกจาก",
    "unlock": "ปลดการพักของ",
    "use": "เริ่มใช้",
    "update": "แก้ไข",
    "upload": "อัปโหลด",
    "view": "ดู",
    "void": "ยกเลิก",
    "wait": "บันทึกว่ายังไม่ตอบรับ",
    "withdraw": "ถอน",
    "revoke": "เพิกถอน",
}


PARTS = {
    "edit": "แบบแก้ไข",
    "sensitive.health": "สุขภาพ",
    "sensitive.welfare": "รายได้และความพิการ",
}
FACTS = {  # what an event tells beside the fields of its record
    "amount": "จำนวนเงิน",
    "audience": "ผู้ที่เห็น",
    "classroom": "ห้อง",
    "count": "จำนวน",
    "counts": "ผล",
    "decision": "คำตอบ",
    "drawn": "ลงชื่อบนจอ",
    "field": "เรื่อง",
    "fields": "ช่องที่แก้",
    "items": "ข้อที่แก้",
    "kind": "ชนิด",
    "kinds": "จำนวนเรื่อง",
    "member": "กรรมการ",
    "mode": "วิธี",
    "number": "ลำดับ",
    "order": "คำสั่ง",
    "outcome": "ผล",
    "part": "ส่วน",
    "people": "บุคคล",
    "picture": "ภาพ",
    "position": "ลำดับ",
    "presence": "การมาประชุม",
    "pupils": "นักเรียน",
    "reason": "เหตุผล",
    "remarks": "ข้อทักท้วง",
    "removed": "นำออก",
    "reply": "ตอบรับ",
    "revision": "ฉบับที่",
    "role": "บทบาท",
    "roll_number": "เลขที่",
    "roll_numbers": "จัดเลขที่ตาม",
    "round": "รอบ",
    "row": "รายการ",
    "rows": "จำนวนแถว",
    "schools": "โรงเรียน",
    "seat": "ตำแหน่ง",
    "self_approved": "อนุมัติโดยผู้บันทึก",
    "self_certified": "ผู้ยืนยันเป็นผู้รับรอง",
    "sha256": "รหัสของไฟล์",
    "signed": "ใส่ภาพลายมือชื่อ",
    "signer": "ผู้ลงชื่อ",
    "size": "จำนวนนักเรียน",
    "slug": "เอกสาร",
    "state": "สถานะ",
    "starts_on": "วันเริ่ม",
    "step": "ขั้น",
    "term": "ภาคเรียน",
    "title": "เรื่อง",
    "user": "บุคคล",
    "username": "ชื่อผู้ใช้",
    "via": "ช่องทาง",
    "warnings": "คำเตือนที่รับทราบ",
    "year": "ปีการศึกษา",
    "name": "ชื่อ",
}


LISTS = {"fields", "items", "people", "pupils", "schools"}  # else two values are before and after
KEYS = {"people": "คน", "pupils": "คน", "schools": "แห่ง"}  # lists of keys, told by their number


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


def history(target: Model, limit: int = 20, *, looks: bool = True) -> list[Line]:
    """Who did what to one record, newest first, for components/audit_trail.html. One query.

    Without `looks` only what changed it.
    """
    rows = AuditEvent.objects.filter(target_model=target._meta.label, target_id=str(target.pk))
    if not looks:
        rows = rows.exclude(action__endswith=".view")
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
    return ", ".join(_fact(model, name, value) for name, value in changes.items())


def _fact(model: type[Model] | None, name: str, value: Any) -> str:
    if isinstance(value, dict):  # fields with what they were and are
        return _details(model, value)
    field = _field(model, name)
    words = _words(model, field, name)
    if name in KEYS and isinstance(value, list) and all(isinstance(one, int) for one in value):
        return f"{_name(field, name)}: {len(value)} {KEYS[name]}"
    return f"{_name(field, name)}: {_value(value, words, is_list=name in LISTS)}"


def _field(model: type[Model] | None, name: str) -> Field | None:
    try:
        found = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def _name(field: Field | None, name: str) -> str:
    """A field's Thai name; one without, or no field at all, by the list of facts."""
    own = str(field.verbose_name) if field else ""
    return own if own and own != name.replace("_", " ") else FACTS.get(name, name)


def _words(model: type[Model] | None, field: Field | None, name: str) -> dict[Any, Any]:
    """What stands for the codes of a field or a fact."""
    if name == "fields" and model:
        return {one.name: _name(one, one.name) for one in model._meta.fields}
    if name == "slug":
        return {slug: document.title for slug, document in catalogue.items()}
    if name == "role":
        return dict(Role.choices)
    if name == "part":
        return PARTS
    return dict(field.flatchoices) if field else {}


def _value(value: Any, words: dict[Any, Any], *, is_list: bool) -> str:
    if isinstance(value, list) and len(value) == 2 and not is_list:
        return f"{_plain(value[0], words)} → {_plain(value[1], words)}"
    return _plain(value, words)


def _plain(value: Any, words: dict[Any, Any]) -> str:
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, list):
        return ", ".join(_plain(one, words) for one in value)
    if isinstance(value, str | int) and value in words:
        return str(words[value])
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        with suppress(ValueError):  # the 30th of February stays as it is
            return thai_date(date.fromisoformat(value))
    return "–" if value in (None, "") else str(value)
