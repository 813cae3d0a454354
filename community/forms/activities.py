"""Forms of an activity: everything in one go, what came of it, calling it off."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from community.models import Activity, ActivityClass, GuestGroup, Need, Partner, Project, WorkArea
from community.services import activities, needs
from community.services.activities import People
from schoolcare.forms import (
    CrispyMixin,
    Folded,
    ScopedModelForm,
    ThaiDateField,
    TickedRowsField,
)
from schoolcare.models import User
from schoolcare.staff import staff_of
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.text import normalize
from students.models import Classroom

MOST_DAYS = 366
MOST_PUPILS, MOST_GUESTS, LONGEST = 999, 99_999, 5000
CLASS, FORMER, GROUP = "class_", "former_", "group_"
NO_CLASSES = "ปีการศึกษานี้ยังไม่มีห้องเรียน"
PEOPLE = ("partners", "staff")
LESSONS = ("worked", "failed", "advice")
OVER = {Project.State.CLOSED, Project.State.CANCELLED}


def long_text(label: str, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, required=False, widget=widget)


def ticked(rows: QuerySet, label: str) -> TickedRowsField:
    widget = forms.CheckboxSelectMultiple
    return TickedRowsField(rows, label=label, required=False, widget=widget)


class ActivityForm(ScopedModelForm):
    """What, when, where, with whom, how many, and what came of it; most of it may be left out.

    Pupils are counted by class of the activity's year, `class_` and the key of the class; a class
    that is gone by the name it had, `former_` and the key of the row.
    """

    key = SubmissionKeyField()
    partners = ticked(Partner.objects.all(), "ภาคีที่ร่วม")
    staff = ticked(User.objects.all(), "ครูและบุคลากรที่ร่วม")
    starts_on = ThaiDateField(label="วันเริ่ม")
    ends_on = ThaiDateField(label="วันสิ้นสุด", required=False, help_text="เว้นว่างถ้าจัดวันเดียว")
    other_name = forms.CharField(
        label="กลุ่มอื่น", max_length=100, required=False, help_text="พิมพ์ชื่อกลุ่มที่ไม่มีในรายการ"
    )
    other_people = forms.IntegerField(
        label="จำนวนของกลุ่มอื่น", min_value=1, max_value=MOST_GUESTS, required=False
    )
    result = long_text("ผลที่เกิดขึ้น")
    worked = long_text("สิ่งที่ทำได้ดี")
    failed = long_text("สิ่งที่ยังไม่ได้ผล")
    advice = long_text("คำแนะนำแก่ผู้จัดครั้งต่อไป")

    class Meta:
        model = Activity
        fields = ["kind", "title", "starts_on", "ends_on", "place", "host", "area", "strategy"]
        fields += ["project", "result", *LESSONS]
        help_texts = {"title": "เช่น แห่เทียนพรรษา", "place": "เช่น วัดห้วยน้ำริน"}

    counts: dict[str, int] | None = None  # by field, once they were read

    def __init__(
        self, *args: Any, today: date, year: int, need: Need | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.need = need
        self.today, self.year = today, self.instance.year or year
        self.rooms: dict[str, Classroom] = {}
        self.former: dict[str, ActivityClass] = {}
        self.groups: dict[str, GuestGroup] = {}
        self._narrow_choices()
        self._offer_people()
        self._add_numbers()
        if self.instance.pk:
            del self.fields["key"]
        self.note_seen()
        self.layout = self._layout()

    def _narrow_choices(self) -> None:
        school, fields = self.instance.school, dict[str, Any](self.fields)
        fields["area"].queryset = WorkArea.objects.offered_to(school)
        open_ones = fields["project"].queryset.exclude(state__in=OVER)
        kept = fields["project"].queryset.filter(pk=self.instance.project_id)
        fields["project"].queryset = open_ones | kept
        fields["strategy"].choices = Activity.Strategy.choices

    def _offer_people(self) -> None:
        """Partners and staff of today, and whoever took part already; each read once. Who copies an
        activity finds its partners of today ticked.
        """
        fields, activity = dict[str, Any](self.fields), self.instance
        known = activity.pk or activity.copied_from_id
        partners = fields["partners"].queryset
        working = staff_of(activity.school, self.today).order_by().values("pk")
        people = User.objects.order_by("first_name", "last_name", "pk")
        offers = [
            ("partners", partners, Q(is_active=True), Activity.partners.through, "partner"),
            ("staff", people, Q(pk__in=working), Activity.staff.through, "user"),
        ]
        for name, rows, now, link, path in offers:
            took_part = link.objects.filter(activity=known, **{path: OuterRef("pk")})
            stays = Q(took_part=True) if activity.pk else Q()
            offered = rows.annotate(took_part=Exists(took_part)).filter(now | stays)
            found = list(offered)
            fields[name].queryset = offered
            fields[name].choices = [(one.pk, str(one)) for one in found]
            if activity.pk or (known and name == "partners"):
                self.initial[name] = sorted(one.pk for one in found if one.took_part)

    def _add_numbers(self) -> None:
        school = self.instance.school
        every = list(self.instance.classes.all()) if self.instance.pk else []
        rows = {one.classroom_id: one for one in every if one.classroom_id}
        self.counts = {_name(one): one.pupils for one in every}
        rooms = Classroom.objects.filter(school=school, year=self.year).with_counts()
        rooms = rooms.prefetch_related(None)  # whom they are advised by is not asked
        for room in rooms:
            row = rows.pop(room.pk, None)
            label = row.label if row else room.label
            name = self._number(f"{CLASS}{room.pk}", label, row and row.pupils, MOST_PUPILS)
            self.rooms[name] = room
            self.fields[name].help_text = f"ทั้งห้อง {room.pupils} คน"
        for row in [*rows.values(), *(one for one in every if not one.classroom_id)]:
            name = self._number(_name(row), row.label, row.pupils, MOST_PUPILS)
            self.former[name] = row
        for group in GuestGroup.objects.offered_to(school).counted_at(self.instance):
            label = group.name if group.unit == "คน" else f"{group.name} ({group.unit})"
            name = self._number(f"{GROUP}{group.pk}", label, group.people, MOST_GUESTS)
            self.groups[name] = group
            if group.people:
                self.counts[name] = group.people

    def _number(self, name: str, label: str, value: int | None, most: int) -> str:
        self.fields[name] = forms.IntegerField(
            label=label, min_value=0, max_value=most, required=False
        )
        self.initial.setdefault(name, value)
        return name

    def _layout(self) -> Layout:
        classes = [*self.rooms, *self.former]
        hidden = ["seen"] if self.instance.pk else ["key", "seen"]
        return Layout(
            *hidden,
            *("title", "kind", Row("starts_on", "ends_on"), Row("place", "host")),
            Fieldset("นักเรียนที่ร่วม (คน)", Row(*classes, css_class="counts")) if classes else Row(),
            Fieldset(
                "ชุมชนที่ร่วม",
                Row(*self.groups, css_class="counts"),
                Row("other_name", "other_people"),
            ),
            Folded("ครูและบุคลากรที่ร่วม", "staff"),
            Folded("งาน โครงการ และภาคีที่ร่วม", "area", "project", "strategy", "partners"),
            "result",
            Folded("บทเรียน", *LESSONS, shown="has_lesson"),
        )

    @property
    def has_lesson(self) -> bool:
        return any(self[name].value() for name in LESSONS)

    def saved_values(self) -> dict[str, Any]:
        """People and counts too: two people may put right two numbers of one activity."""
        activity = self.instance
        if activity.pk is None or self.counts is None:
            return {}
        if not self.is_bound:  # just read
            return {name: self.initial[name] for name in [*self.Meta.fields, *PEOPLE]} | self.counts
        found = super().saved_values()
        found |= {name: sorted(one.pk for one in found[name]) for name in PEOPLE}
        found |= {_name(one): one.pupils for one in activity.classes.all()}
        return found | {f"{GROUP}{one.group_id}": one.people for one in activity.guests.all()}

    def compared(self, name: str, value: Any) -> Any:
        found = super().compared(name, value)
        return sorted(found) if isinstance(found, list) else found

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = found.get("starts_on"), found.get("ends_on")
        if starts_on and "ends_on" in found:
            found["ends_on"] = ends_on or starts_on
            if found["ends_on"] < starts_on:
                self.add_error("ends_on", "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม")
            elif (found["ends_on"] - starts_on).days > MOST_DAYS:
                self.add_error("ends_on", "กิจกรรมหนึ่งยาวไม่เกินหนึ่งปี ตรวจปี พ.ศ. อีกครั้ง")
        if found.get("other_people") and not found.get("other_name"):
            self.add_error("other_name", "กรุณากรอกชื่อกลุ่ม")
        if found.get("other_name") and "other_people" in found and not found["other_people"]:
            self.add_error("other_people", "กรุณากรอกจำนวน")
        return found

    def _people(self) -> People:
        found = self.cleaned_data
        guests = {group: found[name] or 0 for name, group in self.groups.items()}
        if name := normalize(found["other_name"]):
            group = activities.own_group(self.instance.school, name)
            guests[group] = (guests.get(group) or 0) + found["other_people"]
        return People(
            staff=found["staff"],
            classes={room: found[name] or 0 for name, room in self.rooms.items()},
            former={row.pk: found[name] or 0 for name, row in self.former.items()},
            guests=guests,
        )

    def save(self, commit: bool = True) -> Activity:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return self._save()
        made, _ = once(self.user, self.cleaned_data["key"], self._save)
        return made

    def _save(self) -> Activity:
        made = activities.save_activity(
            self.instance,
            people=self._people(),
            partners=self.cleaned_data["partners"],
            today=self.today,
            by=self.user,
        )
        if self.need and self.need.activity_id is None:  # else another one answers it by now
            needs.answer(self.need, activity=made, by=self.user)
        return made


def _name(row: ActivityClass) -> str:
    """Of the field that counts a class."""
    return f"{CLASS}{row.classroom_id}" if row.classroom_id else f"{FORMER}{row.pk}"


class ResultForm(ScopedModelForm):
    """What came of it and what was learnt, when the day is over."""

    result = long_text("ผลที่เกิดขึ้น", rows=4)
    worked = long_text("สิ่งที่ทำได้ดี")
    failed = long_text("สิ่งที่ยังไม่ได้ผล")
    advice = long_text("คำแนะนำแก่ผู้จัดครั้งต่อไป")

    class Meta:
        model = Activity
        fields = ["result", *LESSONS]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["result"].required = True

    def save(self, commit: bool = True) -> Activity:
        return activities.save_result(self.instance, today=self.today, by=self.user)


class CancelForm(CrispyMixin, forms.Form):
    reason = forms.CharField(label="เหตุที่ยกเลิก", max_length=300)

    def __init__(self, *args: Any, activity: Activity, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity, self.by = activity, by

    def save(self) -> Activity:
        return activities.cancel(self.activity, reason=self.cleaned_data["reason"], by=self.by)
