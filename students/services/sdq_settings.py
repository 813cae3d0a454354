"""What a school sets for SDQ and other tests: norms, licence, words, its copy of PHQ-A."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from schoolcare import audit, files
from schoolcare.models import School, User
from students.models import PhqForm, SdqItemText, SdqNorm, SdqNormSet, SdqSettings
from students.sdq_scoring import Band

NO_LICENCE = "ยืนยันสิทธิ์ใช้ถ้อยคำและแนบหลักฐานก่อน จึงพิมพ์ข้อความของข้อได้"
Bands = Mapping[tuple[str, str], Band]  # (informant, scale) → bounds


@transaction.atomic
def save_settings(school: School, *, by: User, **values: Any) -> SdqSettings:
    """Choose norms, main informant and the like; results that are there stay as they are."""
    row, _ = SdqSettings.objects.select_for_update().get_or_create(school=school)
    before = SdqSettings.objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    if changes := audit.differences(before, row):
        audit.record("sdq_settings.change", row, by=by, school_id=school.pk, **changes)
    return row


@transaction.atomic
def confirm_licence(school: School, upload: File, note: str, *, by: User) -> SdqSettings:
    """The school says that it may use the words on screen, and shows by what."""
    row, _ = SdqSettings.objects.select_for_update().get_or_create(school=school)
    row.licence_proof = files.store_scan(upload, school=school, by=by)
    row.licence_note, row.licence_by, row.licence_at = note, by, timezone.now()
    row.save()
    audit.record("sdq_licence.confirm", row, by=by, school_id=school.pk)
    return row


@transaction.atomic
def withdraw_licence(school: School, *, by: User) -> None:
    """The words are shown no more; what was typed stays until the licence is confirmed again."""
    row = SdqSettings.objects.select_for_update().filter(school=school).first()
    if row is None or row.licence_at is None:
        return
    row.licence_by = row.licence_at = None
    row.save(update_fields=["licence_by", "licence_at"])
    audit.record("sdq_licence.withdraw", row, by=by, school_id=school.pk)


@transaction.atomic
def save_items(school: School, informant: str, words: Mapping[int, str], *, by: User) -> None:
    """The words of one version, as the licensed school has them. Raises ValidationError."""
    row = SdqSettings.objects.select_for_update().filter(school=school).first()
    if row is None or not row.may_show_items:
        raise ValidationError(NO_LICENCE)
    texts = SdqItemText.objects.filter(school=school, informant=informant)
    texts.delete()
    SdqItemText.objects.bulk_create(
        SdqItemText(school=school, informant=informant, number=number, text=text)
        for number, text in words.items()
        if text
    )
    audit.record("sdq_items.change", row, by=by, school_id=school.pk, informant=informant)


@transaction.atomic
def save_norms(school: School, code: str, name: str, bands: Bands, *, by: User) -> SdqNormSet:
    """The school's own edition of a set: always the next version, older results keep theirs."""
    School.objects.select_for_update().get(pk=school.pk)
    own = SdqNormSet.objects.filter(school=school, code=code)
    version = (own.aggregate(last=Max("version"))["last"] or 0) + 1
    own.update(is_on=False)
    made = SdqNormSet.objects.create(
        school=school,
        code=code,
        version=version,
        name=name,
        source=f"ฉบับของโรงเรียน ปรับจากเกณฑ์ {code}",
        is_on=True,
        made_by=by,
    )
    SdqNorm.objects.bulk_create(
        SdqNorm(
            norm_set=made,
            informant=informant,
            scale=scale,
            risk_min=band.risk_min,
            problem_min=band.problem_min,
            strength_min=band.strength_min,
        )
        for (informant, scale), band in bands.items()
    )
    SdqSettings.objects.filter(school=school, norm_set__in=own).update(norm_set=made)
    audit.record("sdq_norms.create", made, by=by, school_id=school.pk, version=version)
    return made


@transaction.atomic
def save_phq_form(school: School, words: Mapping[str, Any], *, by: User) -> PhqForm:
    """The school's copy of the official PHQ-A: always the next version."""
    School.objects.select_for_update().get(pk=school.pk)
    last = PhqForm.objects.filter(school=school).aggregate(last=Max("version"))["last"] or 0
    made = PhqForm.objects.create(school=school, version=last + 1, made_by=by, **words)
    audit.record("phq_form.create", made, by=by, school_id=school.pk, version=made.version)
    return made
