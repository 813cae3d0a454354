"""Income proposes its criteria; an aspect has one code in both shipped forms.

Visits and other records name an aspect by its code: คุ้มครองนักเรียนและครอบครัว asks what
สวัสดิภาพและความปลอดภัย asks, and ความปลอดภัย of the handbook what การใช้ความรุนแรง asks.
"""

from decimal import Decimal

from django.db import migrations

INCOME = {"income_low": (Decimal(5000), Decimal(10001)), "income_very_low": (None, Decimal(5000))}
CODES = (("safety", "violence"), ("protection", "safety"))  # of the form TH, in this order


def fill(apps, schema_editor):
    criteria = apps.get_model("students", "Criterion").objects
    for code, (least, below) in INCOME.items():
        found = criteria.filter(aspect__code="economy", code=code)
        found.update(measure="income", least=least, below=below)
    for old, new in CODES:
        _rename(apps, old, new)


def remove(apps, schema_editor):
    found = apps.get_model("students", "Criterion").objects.filter(code__in=INCOME)
    found.update(measure="", least=None, below=None)
    for old, new in reversed(CODES):
        _rename(apps, new, old)


def _rename(apps, old, new):
    aspects = apps.get_model("students", "Aspect").objects.filter(template__code="TH", code=old)
    aspects.exclude(template__aspects__code=new).update(code=new)


class Migration(migrations.Migration):
    dependencies = [("students", "0018_screening_measures_and_archive")]
    operations = [migrations.RunPython(fill, remove)]
