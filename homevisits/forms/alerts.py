"""Forms of a protection alert: to whom it is handed, to whom it is closed, what was done."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q

from homevisits.models import ProtectionAlert
from homevisits.services import alerts
from schoolcare.forms import CrispyMixin, TickedRowsField
from schoolcare.models import User
from schoolcare.stale import SeenMixin


class PeopleForm(SeenMixin, CrispyMixin, forms.Form):
    """Some people of the school, one of the alert's lists; refused where it changed meanwhile."""

    people = TickedRowsField(
        User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, listed: Iterable[User], **kwargs: Any) -> None:
        self.listed = list(listed)
        super().__init__(*args, **kwargs)
        self.fields["people"].initial = self.listed

    def saved_values(self) -> dict[str, Any]:
        return {"people": sorted(one.pk for one in self.listed)}

    def compared(self, name: str, value: Any) -> Any:
        return sorted(super().compared(name, value))


class AssignForm(PeopleForm):
    def __init__(self, *args: Any, alert: ProtectionAlert, **kwargs: Any) -> None:
        listed = alert.assigned_to.all()
        super().__init__(*args, listed=listed, auto_id="id_assign_%s", **kwargs)
        self.fields["people"].label = "มอบหมายให้ครูแนะแนว"
        self.fields["people"].queryset = alerts.assignable(alert)


class ExcludeForm(PeopleForm):
    def __init__(self, *args: Any, alert: ProtectionAlert, **kwargs: Any) -> None:
        gone = alert.excluded.all()
        super().__init__(*args, listed=gone, auto_id="id_exclude_%s", **kwargs)
        people = Q(pk__in=alerts.staff_of(alert).values("pk")) | Q(pk__in=gone.values("pk"))
        self.fields["people"].label = "กันออกจากเรื่องนี้"
        self.fields["people"].help_text = "ผู้ที่เลือกจะไม่เห็นและไม่ได้รับแจ้งเรื่องนี้ทันที"
        self.fields["people"].queryset = User.objects.filter(people)


class HandleForm(CrispyMixin, forms.Form):
    text = forms.CharField(
        label="สิ่งที่ดำเนินการ",
        max_length=4000,
        help_text="เช่น แจ้งใคร เมื่อไร ช่องทางใด เลขที่รับแจ้ง",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "เขียนสิ่งที่ดำเนินการ"},
    )
