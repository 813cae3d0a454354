"""Forms of a pupil's guardians and home."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from schoolcare.forms import CrispyMixin, PhoneField
from schoolcare.submissions import SubmissionKeyField
from students.models import Guardian, Guardianship, Household, Student


class GuardianForm(CrispyMixin, forms.ModelForm):
    """The person and what they are to the pupil, in one form."""

    phone = PhoneField(label="โทรศัพท์", required=False)
    relation = forms.CharField(label="ความสัมพันธ์กับนักเรียน", max_length=50)
    is_primary = forms.BooleanField(label="ผู้ปกครองหลัก", required=False)
    lives_with = forms.BooleanField(label="อยู่ด้วยกัน", required=False)
    has_legal_power = forms.BooleanField(label="ผู้ใช้อำนาจปกครองตามกฎหมาย", required=False)
    may_be_contacted = forms.BooleanField(label="ติดต่อได้", required=False, initial=True)
    key = SubmissionKeyField()

    class Meta:
        model = Guardian
        fields = ["title", "first_name", "last_name", "phone", "occupation", "education"]
        fields += ["has_state_welfare"]

    FLAGS = ("relation", "is_primary", "lives_with", "has_legal_power", "may_be_contacted")
    layout = Layout(*Meta.fields[:3], "relation", *Meta.fields[3:], *FLAGS[1:], "key")

    def link_with(self, link: Guardianship) -> Guardianship:
        for name in self.FLAGS:
            setattr(link, name, self.cleaned_data[name])
        return link


class HouseholdForm(CrispyMixin, forms.ModelForm):
    phone = PhoneField(label="โทรศัพท์บ้าน", required=False)

    class Meta:
        model = Household
        fields = ["house_no", "has_no_number", "village", "moo", "cluster", "street", "tambon"]
        fields += ["amphoe", "province", "postcode", "phone", "home_language", "dormitory"]
        fields += ["latitude", "longitude", "accuracy_m"]

    def __init__(self, *args: Any, student: Student, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = student.school.villages.all()  # type: ignore[attr-defined]
