"""What a school asks of a pupil's record before it counts as complete."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from schoolcare.access import ScopedQuerySet
from schoolcare.models import School


class RecordRule(models.Model):
    """One row a school that chose itself; without one everything is asked.

    `asks_…` stands for the part of that code in `students/completeness.py`.
    """

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.OneToOneField(School, models.CASCADE, related_name="record_rule")
    asks_code = models.BooleanField("รหัสนักเรียน", default=True)
    asks_sex = models.BooleanField("เพศ", default=True)
    asks_birth_date = models.BooleanField("วันเกิด", default=True)
    asks_nationality = models.BooleanField("สัญชาติ", default=True)
    asks_identifier = models.BooleanField("เลขประจำตัว", default=True)
    asks_address = models.BooleanField("ที่อยู่: บ้านเลขที่ และหมู่บ้านหรือตำบล", default=True)
    asks_guardian = models.BooleanField("ผู้ปกครองหลัก", default=True)
    asks_phone = models.BooleanField("โทรศัพท์ของผู้ปกครองที่ติดต่อได้", default=True)
    asks_parents_status = models.BooleanField("สถานภาพของบิดามารดา", default=True)
    asks_travel_mode = models.BooleanField("การเดินทางมาโรงเรียน", default=True)
    asks_sensitive = models.BooleanField("สุขภาพ ความพิการ ความด้อยโอกาส", default=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "รายการที่นับว่าข้อมูลครบ"
        constraints = [
            models.CheckConstraint(
                condition=reduce(
                    or_,
                    (
                        Q(**{f"asks_{code}": True})
                        for code in (
                            *("code", "sex", "birth_date", "nationality", "identifier", "address"),
                            *("guardian", "phone", "parents_status", "travel_mode", "sensitive"),
                        )
                    ),
                ),
                name="record_rule_asks_something",
                violation_error_message="เลือกอย่างน้อยหนึ่งรายการ ไม่อย่างนั้นทุกคนจะนับว่าครบ",
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
