"""Who is at risk, and what is done about it: the list of a year, and acting upon the chosen."""

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.models import User
from schoolcare.requests import Request
from schoolcare.staff import staff_of
from schoolcare.submissions import made_before, once
from schoolcare.views import ListView
from students.forms.screening_actions import ActionForm
from students.models import AspectResult, Classroom, Screening
from students.models.screening import NEEDS_ACTION, Level, veil
from students.services import screening_actions

HERE = ("กลุ่มเสี่ยงและมีปัญหา", reverse_lazy("students:at-risk-list"))
SHOWN = {
    "waits": "ยังไม่มีใครทำอะไร",
    "due": "ครบกำหนดเฝ้าระวัง",
    "watch": "เฝ้าระวัง",
    "case": "รายกรณี",
    "none": "ไม่ดำเนินการ",
    "all": "ทั้งหมด",
}


def at_risk(request: Request) -> Any:
    """Screenings of the year worked in that the person sees and that found somebody at risk."""
    place = request.workplace
    seen = Screening.objects.for_user(request.user, Permission.SCREENING_VIEW)
    return seen.of_year(place.school, place.year).with_steps(place.today, request.user)


class AtRiskList(ListView):
    """A line a pupil and round; `?show=` one step, `?classroom=` one class, `?level=` one level."""

    queryset = Screening.objects.with_place()
    permission = Permission.SCREENING_VIEW
    template_name = "students/at_risk_list.html"
    crumbs = [(HERE[0], "")]

    @cached_property
    def shown(self) -> str:
        asked = self.request.GET.get("show", "")
        return asked if asked in SHOWN else "waits"

    @cached_property
    def filters(self) -> dict[str, str]:
        """What was asked for beside the step, and can be."""
        room, level = (self.request.GET.get(name, "") for name in ("classroom", "level"))
        known = {"classroom": room.isdecimal() and len(room) < 19, "level": level in NEEDS_ACTION}
        asked = {"classroom": room, "level": level}
        return {name: value for name, value in asked.items() if known[name]}

    def get_queryset(self) -> Any:
        found = self.narrowed()
        found = found if self.shown == "all" else found.filter(**{self.shown: True})
        asked = AspectResult.objects.at_risk_to(self.request.user).order_by("aspect__order")
        rows = asked.seen_by(self.request.user).select_related(
            "aspect", "action__decided_by", "action__case"
        )
        order = ("classroom__level", "classroom__room", "classroom__room_name")
        found = found.with_place().order_by(*order, "student__first_name", "-pk")
        return found.prefetch_related(Prefetch("results", rows, to_attr="at_risk"))

    def narrowed(self) -> Any:
        level = self.filters.get("level")
        found = at_risk(self.request)
        if "classroom" in self.filters:
            found = found.filter(classroom=self.filters["classroom"])
        if level:
            kinds = {"aspect__kind__in": ["graded", "derived"]}
            results = AspectResult.objects.at_risk_to(self.request.user).filter(**kinds)
            found = found.filter(pk__in=results.filter(told=level).values("screening"))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for one in context["page_obj"]:
            for result in one.at_risk:
                veil(result, self.request.user)
        pupils = [one.student_id for one in context["page_obj"]]
        place = self.request.workplace
        if pupils and place.school:
            where = {"school_id": place.school.pk, "district_id": place.school.district_id}
            audit.record("at_risk.view", None, by=self.request.user, **where, pupils=pupils)
        rooms = Classroom.objects.for_user(self.request.user, self.permission)
        return context | {
            "segments": self.segments(),
            "rooms": rooms.filter(school=place.school, year=place.year),
            "levels": [Level.RISK, Level.PROBLEM],
            "asked": self.filters,
            "shown": self.shown,
        }

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many screenings stand at each step; one query."""
        every = {f"of_{name}": Q(**{name: True}) for name in SHOWN if name != "all"}
        counts = {name: Count("pk", condition) for name, condition in every.items()}
        found = self.narrowed().aggregate(**counts, of_all=Count("pk"))
        return {name.removeprefix("of_"): count for name, count in found.items()}

    def get_paginator(self, *args: Any, **kwargs: Any) -> Any:
        paginator = super().get_paginator(*args, **kwargs)
        paginator.count = self.counts[self.shown]
        return paginator

    def segments(self) -> list[dict[str, Any]]:
        return [
            {
                "label": label,
                "count": self.counts[name],
                "url": f"?{urlencode(self.filters | {'show': name})}",
                "current": name == self.shown,
            }
            for name, label in SHOWN.items()
        ]


@require_http_methods(GET_POST)
@require(Permission.SCREENING_ACT)
def screening_act(request: Request) -> HttpResponse:
    """One action and one reason for the chosen pupils: `?screening=` each."""
    place, back = request.workplace, reverse("students:at-risk-list")
    among = Screening.objects.for_user(request.user, Permission.SCREENING_ACT)
    among = among.of_year(place.school, place.year).with_place()
    staff = _staff(request)
    if request.method == "POST" and made_before(request.user, request.POST.get("key")):
        return redirect(back)
    initial = {"screenings": request.GET.getlist("screening")}
    form = ActionForm(request.POST or None, among=among, staff=staff, initial=initial)

    def save() -> Any:
        people, key = form.cleaned_data["screenings"], form.cleaned_data["key"]
        return once(
            request.user,
            key,
            lambda: screening_actions.decide(people, form.decision, by=request.user)[0],
        )

    return form_page(
        request,
        form,
        save,
        template="students/screening_act.html",
        heading="ดำเนินการต่อผลคัดกรอง",
        back=back,
        crumbs=[("หน้าแรก", "/"), HERE, ("ดำเนินการ", "")],
        done="บันทึกการดำเนินการแล้ว",
        extra=lambda: {"people": _people(among, form, request.user, place.today)},
    )


def _staff(request: Request) -> Any:
    """Who may answer for a case: staff of the school, where the person acts at that school."""
    place, grant = request.workplace, request.user.access.grant(Permission.SCREENING_ACT)
    acts_here = place.school and place.school.pk in grant.schools | grant.advised
    return staff_of(place.school, place.today) if acts_here else User.objects.none()


def _people(among: Any, form: ActionForm, user: User, today: date) -> list[Screening]:
    """Whom the form is about, each with the results that it answers."""
    keys = form["screenings"].value() or []
    results = AspectResult.objects.at_risk_to(user).seen_by(user)
    results = results.select_related("aspect", "action")
    known = [str(key) for key in keys if str(key).isdecimal() and len(str(key)) < 19]
    found = among.filter(pk__in=known).order_by("student__first_name", "pk")
    people = list(found.prefetch_related(Prefetch("results", results, to_attr="at_risk")))
    for one in people:
        one.at_risk = screening_actions.to_answer(one.at_risk, today)
        for result in one.at_risk:
            veil(result, user)
    return people
