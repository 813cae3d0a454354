"""Rows of tests/access_rows.py of partners and the service area, in the school of the insider."""

from collections.abc import Callable
from itertools import count
from typing import Any

from django.utils.timezone import localdate

from community.models import CommonPlan, Contact, LearningSource, Partner, SourceKind
from community.services import needs
from schoolcare.thai import academic_year
from tests.access_place import Place
from tests.community.making_experts import make_expert
from tests.community.making_partners import (
    make_action,
    make_agreement,
    make_contact,
    make_goal,
    make_need,
    make_partner,
    make_person,
    make_plan,
    make_profile,
    make_source,
    make_use,
    make_village,
)

Fields = Callable[[Place], dict[str, Any]]
numbers = count(1)


def typed(**fields: Any) -> Fields:
    return lambda place: fields


def partner_at(place: Place) -> Partner:
    return make_partner(place.school, name=f"วัดที่ {next(numbers)}")


def contact_at(place: Place, **fields: Any) -> Contact:
    return make_contact(partner_at(place), place.everybody, **fields)


def of_partner(place: Place) -> dict[str, Any]:
    return {"pk": partner_at(place).pk}


def of_former(place: Place) -> dict[str, Any]:
    name = f"วัดเก่าที่ {next(numbers)}"
    return {"pk": make_partner(place.school, name=name, is_active=False).pk}


def of_closed(place: Place) -> dict[str, Any]:
    name = f"สวนเก่าที่ {next(numbers)}"
    return {"pk": make_source(place.school, name=name, is_active=False).pk}


def of_person(place: Place) -> dict[str, Any]:
    return {"pk": make_person(partner_at(place)).pk}


def of_contact(place: Place) -> dict[str, Any]:
    return {"pk": contact_at(place, next_step="ส่งหนังสือขอบคุณ").pk}


def of_agreement(place: Place) -> dict[str, Any]:
    return {"pk": make_agreement(partner_at(place), place.everybody).pk}


def of_scan(place: Place) -> dict[str, Any]:
    made = make_agreement(partner_at(place), place.everybody, scan=place.picture())
    return {"pk": made.pk}


def of_village(place: Place) -> dict[str, Any]:
    return {"pk": make_village(place.school, name=f"บ้านที่ {next(numbers)}").pk}


def of_need(place: Place) -> dict[str, Any]:
    return {"pk": make_need(place.school, place.everybody).pk}


def of_asked(place: Place) -> dict[str, Any]:
    need = make_need(place.school, place.everybody)
    return {"pk": needs.ask(need, make_expert(place.school), by=place.everybody).pk}


def an_expert(place: Place) -> dict[str, Any]:
    return {"expert": make_expert(place.school).pk}


def source_at(place: Place) -> LearningSource:
    return make_source(place.school, name=f"สวนที่ {next(numbers)}")


def of_source(place: Place) -> dict[str, Any]:
    return {"pk": source_at(place).pk}


def of_use(place: Place) -> dict[str, Any]:
    return {"pk": make_use(source_at(place), place.everybody).pk}


def plan_at(place: Place) -> CommonPlan:
    return make_plan(place.school, year=2500 + next(numbers))


def of_plan(place: Place) -> dict[str, Any]:
    return {"pk": plan_at(place).pk}


def of_goal(place: Place) -> dict[str, Any]:
    return {"pk": make_goal(plan_at(place)).pk}


def of_action(place: Place) -> dict[str, Any]:
    return {"pk": make_action(make_goal(plan_at(place))).pk}


def old_profile(place: Place) -> dict[str, Any]:
    """Something that was known a year ago, to be carried over."""
    village = make_village(place.school)
    make_profile(village, place.school, place.everybody, year=academic_year(localdate()) - 1)
    return {}


def new_source(place: Place) -> dict[str, Any]:
    return {"name": "สวนสมุนไพร", "kind": SourceKind.objects.earliest("pk").pk}


PARTNER_ROWS: dict[str, Fields] = {
    "community:agreement-cancel": of_agreement,
    "community:agreement-create": of_partner,
    "community:agreement-detail": of_agreement,
    "community:agreement-scan": of_scan,
    "community:agreement-update": of_agreement,
    "community:contact-create": of_partner,
    "community:contact-done": of_contact,
    "community:contact-remove": of_contact,
    "community:contact-update": of_contact,
    "community:partner-archive": of_partner,
    "community:partner-restore": of_former,
    "community:partner-detail": of_partner,
    "community:partner-update": of_partner,
    "community:person-create": of_partner,
    "community:person-remove": of_person,
    "community:person-update": of_person,
    "community:need-ask": of_need,
    "community:need-detail": of_need,
    "community:need-remove": of_need,
    "community:need-reply": of_asked,
    "community:need-withdraw": of_asked,
    "community:need-update": of_need,
    "community:plan-action-create": of_goal,
    "community:plan-action-remove": of_action,
    "community:plan-action-update": of_action,
    "community:plan-copy": of_plan,
    "community:plan-detail": of_plan,
    "community:plan-goal-create": of_plan,
    "community:plan-goal-remove": of_goal,
    "community:plan-goal-update": of_goal,
    "community:plan-update": of_plan,
    "community:source-archive": of_source,
    "community:source-detail": of_source,
    "community:source-restore": of_closed,
    "community:source-update": of_source,
    "community:use-create": of_source,
    "community:use-remove": of_use,
    "community:use-update": of_use,
    "community:village-detail": of_village,
    "community:village-place": of_village,
    "community:village-update": of_village,
}
PARTNER_POST_ONLY = {
    "community:contact-done",
    "community:contact-remove",
    "community:partner-restore",
    "community:partner-search",
    "community:source-restore",
    "community:person-remove",
    "community:need-ask",
    "community:need-remove",
    "community:need-reply",
    "community:need-withdraw",
    "community:plan-action-remove",
    "community:plan-copy",
    "community:plan-goal-remove",
    "community:use-remove",
    "community:village-carry",
}
# What one good POST leaves in the log, and what is typed for it.
PARTNER_WRITES: dict[str, tuple[str, Fields]] = {
    "community:contact-create": ("contact.create", typed(said="ขอใช้ศาลา")),
    "community:contact-done": ("contact.settle", typed()),
    "community:contact-remove": ("contact.delete", typed()),
    "community:contact-update": ("contact.update", typed(said="ขอใช้ศาลา")),
    "community:partner-archive": ("partner.deactivate", typed(reason="ย้าย")),
    "community:partner-restore": ("partner.activate", typed()),
    "community:source-archive": ("learning_source.deactivate", typed(reason="ปิด")),
    "community:source-restore": ("learning_source.activate", typed()),
    "community:partner-create": ("partner.create", typed(name="สถานีอนามัย")),
    "community:partner-update": ("partner.update", typed(about="ค่ายคุณธรรม")),
    "community:person-create": ("partner_person.create", typed(name="นางมานี ใจดี")),
    "community:person-remove": ("partner_person.delete", typed()),
    "community:person-update": ("partner_person.update", typed(post="เจ้าอาวาส")),
    "community:agreement-cancel": ("agreement.cancel", typed(reason="เลิกกิจการ")),
    "community:agreement-create": (
        "agreement.create",
        typed(title="ค่ายคุณธรรม", starts_on="1/6/2569"),
    ),
    "community:agreement-update": ("agreement.update", typed(title="ค่ายคุณธรรมปีที่ 2")),
    "community:need-create": ("need.create", typed(text="อบรม", asked_by="ผู้ใหญ่บ้าน")),
    "community:need-ask": ("need_expert.ask", an_expert),
    "community:need-remove": ("need.delete", typed()),
    "community:need-reply": ("need_expert.answer", typed(state="agreed")),
    "community:need-withdraw": ("need_expert.delete", typed()),
    "community:need-update": ("need.update", typed(text="อบรมอีก")),
    "community:plan-action-create": ("plan_action.create", typed(text="ทำแผนที่")),
    "community:plan-action-remove": ("plan_action.delete", typed()),
    "community:plan-action-update": ("plan_action.update", typed(when="ตลอดปี")),
    "community:plan-copy": ("common_plan.carry", typed()),
    "community:plan-create": ("common_plan.create", typed(year="2569")),
    "community:plan-goal-create": ("plan_goal.create", typed(text="รักถิ่น")),
    "community:plan-goal-remove": ("plan_goal.delete", typed()),
    "community:plan-goal-update": ("plan_goal.update", typed(text="รักถิ่นเกิด")),
    "community:plan-update": ("common_plan.update", typed(vision="ร่วมกัน")),
    "community:source-create": ("learning_source.create", new_source),
    "community:source-update": ("learning_source.update", typed(offers="สมุนไพรท้องถิ่น")),
    "community:use-create": (
        "source_use.create",
        typed(class_label="ลูกเสือ", subject="สมุนไพร", pupils="20"),
    ),
    "community:use-remove": ("source_use.delete", typed()),
    "community:use-update": ("source_use.update", typed(pupils="21")),
    "community:village-carry": ("village_profile.carry", old_profile),
    "community:village-place": (
        "village_place.create",
        typed(latitude="19.91", longitude="99.82"),
    ),
    "community:village-update": ("village_profile.create", typed(households="120")),
}
# Pages that show how to reach people.
PARTNER_LOOKS = {
    "community:expert-detail": "expert.view",
    "community:partner-detail": "partner.view",
    "community:partner-update": "partner.view",
    "community:person-update": "partner.view",
}
PARTNER_NO_TRAIL = {"community:partner-search"}  # a search; names stay out of the address
