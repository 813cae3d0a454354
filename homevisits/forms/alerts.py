"""Forms of a protection alert: to whom it is handed, to whom it is closed, what was done."""

from typing import Any

from django import forms
from django.db.models import Q

from homevisits.models import ProtectionAlert
from homevisits.services import alerts
from schoolcare.forms import CrispyMixin, TickedRowsField
from schoolcare.models import User


class PeopleForm(CrispyMixin, forms.Form):
    """Some people of the school."""

    people = TickedRowsField(
        User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )


class AssignForm(PeopleForm):
    def __init__(self, *args: Any, alert: ProtectionAlert, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_assign_%s", **kwargs)
        self.fields["people"].label = "มอบหมายให้ครูแนะแนว"
        self.fields["people"].queryset = alerts.assignable(alert)
        self.fields["people"].initial = list(alert.assigned_to.all())


class ExcludeForm(PeopleForm):
    def __init__(self, *args: Any, alert: ProtectionAlert, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_exclude_%s", **kwargs)
        gone = alert.excluded.all()
        people = Q(pk__in=alerts.staff_of(alert).values("pk")) | Q(pk__in=gone.values("pk"))
        self.fields["people"].label = "กันออกจากเรื่องนี้"
        self.fields["people"].help_text = "ผู้ที่เลือกจะไม่เห็นและไม่ได้รับแจ้งเรื่องนี้ทันที"
        self.fields["people"].queryset = User.objects.filter(people)
        self.fields["people"].initial = list(gone)


class HandleForm(CrispyMixin, forms.Form):
    text = forms.CharField(
        label="สิ่งที่ดำเนินการ",
        max_length=4000,
        help_text="เช่น แจ้งใคร เมื่อไร ช่องทางใด เลขที่รับแจ้ง",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "เขียนสิ่งที่ดำเนินการ"},
    )
