"""/components/, with DEBUG only: every piece a screen is made of, in its states."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from schoolcare.access import Permission, require
from schoolcare.models import Job
from schoolcare.templatetags.ui import icon_names


class SampleForm(forms.Form):
    """Every kind of field once."""

    first_name = forms.CharField(label="ชื่อ")
    born_on = forms.CharField(label="วันเกิด", help_text="วัน/เดือน/ปี พ.ศ. เช่น 5/3/2560")
    rent = forms.IntegerField(label="ค่าเช่าต่อเดือน", help_text="กรอกเฉพาะบ้านเช่า", required=False)
    kind = forms.ChoiceField(
        label="ที่อยู่อาศัย",
        required=False,
        choices=[("own", "บ้านตนเองหรือเจ้าของบ้าน"), ("rent", "บ้านเช่า"), ("other", "อยู่กับผู้อื่น")],
        widget=forms.RadioSelect,
    )
    power = forms.ChoiceField(
        label="ไฟฟ้า",
        required=False,
        choices=[("yes", "มี"), ("no", "ไม่มี"), ("sun", "โซลาร์")],
        widget=forms.RadioSelect,
    )
    state = forms.MultipleChoiceField(
        label="สภาพบ้าน",
        help_text="เลือกได้มากกว่าหนึ่งข้อ",
        required=False,
        choices=[("old", "ชำรุดทรุดโทรม"), ("none", "ไม่มีข้อใดตรง")],
        widget=forms.CheckboxSelectMultiple,
    )
    village = forms.ChoiceField(label="หมู่บ้าน", choices=[("1", "บ้านดอน"), ("2", "บ้านนา")])
    photo = forms.FileField(label="รูปถ่าย", required=False)
    note = forms.CharField(label="บันทึก", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label="เซ็นบนกระดาษแล้ว", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vars(self.fields["rent"]).update(unit="บาท")
        vars(self.fields["power"]).update(tiles="three", was=True)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Row("first_name", "born_on"),
            Fieldset("บ้าน", "rent", "kind", "power", "state", "village"),
            "photo",
            "note",
            "agreed",
        )


class SampleFilter(forms.Form):
    q = forms.CharField(label="ค้นหา", required=False)
    room = forms.ChoiceField(label="ห้อง", required=False, choices=[("", "ทุกห้อง"), ("41", "ป.4/1")])


def _samples(now: datetime) -> dict[str, Any]:
    """Made-up rows for the pieces that show lists."""
    return {
        "cards": [
            {
                "count": 2,
                "title": "ติดตามหลังเยี่ยมบ้าน",
                "text": "เกินกำหนด 5 วัน",
                "state": "late",
                "url": "#",
            },
            {"count": 12, "title": "ยังไม่ได้เยี่ยมบ้าน", "text": "อีก 9 วัน", "state": "soon", "url": "#"},
            {"count": 1, "title": "ร่างที่ยังไม่ส่ง", "text": "ถึงขั้นที่ 4 จาก 8", "state": "", "url": "#"},
        ],
        "figures": [
            {"value": 28, "total": 40, "label": "เยี่ยมบ้านแล้ว", "url": "#"},
            {"value": 3, "label": "ไม่ครบ", "url": "#", "kind": "bad", "icon": "warn"},
            {"value": 9, "label": "ส่งแล้ว", "url": "#", "current": True},
        ],
        "segments": [
            {"label": "ต้องทำ", "count": 15, "url": "#", "current": True},
            {"label": "ร่าง", "count": 1, "url": "#"},
            {"label": "ส่งแล้ว", "count": 27, "url": "#"},
        ],
        "events": [
            {"on": now, "title": "เยี่ยมบ้าน รอบที่ 2", "icon": "visit", "kind": "info"}
            | {"badge": ("info", "ร่าง"), "text": "ทำถึงขั้นที่ 4 จาก 8", "url": "#", "link": "ทำต่อ"},
            {"on": now, "title": "บันทึกของครู", "text": "ช่วยเพื่อนอ่านหนังสือ"},
        ],
        "trail": [{"at": now, "label": "แก้ไขที่อยู่", "actor_name": "ครูตัวอย่าง ใจดี"}],
        "steps": [
            {"title": "ครอบครัว", "url": "#", "state": "done"},
            {"title": "ที่อยู่อาศัย", "url": "#", "state": "now"},
            {"title": "รูปถ่าย", "url": "#", "state": ""},
        ],
        "links": [{"label": "แบบเปล่า", "url": "#", "icon": "file"}],
        "facts": [("อยู่กับ", "ปู่และย่า"), ("โทรศัพท์", "08x-xxx-x214"), ("อาชีพ", "")],
    }


@require_safe
@require(Permission.SIGNED_IN)
def gallery(request: HttpRequest) -> HttpResponse:
    form = SampleForm({"rent": "พันห้า", "kind": "own", "state": ["old"]})
    job = Job(title="นำเข้านักเรียน", state=Job.State.FAILED, message="ไฟล์นี้เปิดไม่ได้")
    context = {
        "form": form,
        "filter_form": SampleFilter(request.GET or None),
        "page_obj": Paginator(range(1, 251), 25).get_page(request.GET.get("page", 3)),
        "icons": sorted(icon_names()),
        "badges": ["ok", "warn", "bad", "info", "none", "line"],
        "job": job,
        "crumbs": [("หน้าแรก", "/"), ("ชิ้นส่วน", "")],
    }
    return render(request, "components/gallery.html", context | _samples(timezone.now()))
