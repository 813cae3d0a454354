"""What is known of a village in a year, and where it is."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from community.forms.places import PLACE, PlacedMixin
from community.models import VillagePlace, VillageProfile
from community.services import villages
from schoolcare.forms import CrispyMixin
from schoolcare.models import School, User
from schoolcare.stale import SeenMixin

MOST_HOUSES, MOST_PEOPLE = 100_000, 1_000_000


class ProfileForm(SeenMixin, CrispyMixin, forms.ModelForm):
    households = forms.IntegerField(
        label="ครัวเรือน", min_value=0, max_value=MOST_HOUSES, required=False
    )
    people = forms.IntegerField(
        label="ประชากร (คน)", min_value=0, max_value=MOST_PEOPLE, required=False
    )
    layout = Layout(
        *("seen", Row("households", "people"), "occupations", "groups"),
        *(Row("head", "temple"), "note"),
    )

    class Meta:
        model = VillageProfile
        fields = ["households", "people", "occupations", "groups", "head", "temple", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "occupations": "เช่น ทำนา ปลูกข้าวโพด รับจ้าง",
            "groups": "เช่น ไทยพื้นเมือง ลาหู่ ปกาเกอะญอ",
            "head": "พร้อมคำนำหน้า",
        }

    def save_by(self, user: User, school: School) -> Any:
        return villages.save(self.instance, school=school, by=user)


class PlaceForm(PlacedMixin, SeenMixin, CrispyMixin, forms.ModelForm):
    layout = Layout("seen", PLACE)

    class Meta:
        model = VillagePlace
        fields = ["latitude", "longitude"]

    def save_by(self, user: User, school: School) -> Any:
        return villages.put(self.instance, school=school, by=user)
