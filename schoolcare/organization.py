"""Settings of schools and offices: letterhead, terms, villages, networks. Writes, all audited."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import F, Q

from schoolcare import audit, files
from schoolcare.models import District, Network, School, Term, User, Village
from schoolcare.onboarding import open_terms

PICTURES = {"logo": "ตราโรงเรียน", "garuda": "ตราครุฑ"}


class ClashError(ValidationError):
    """Somebody else saved meanwhile; `latest` is the row as it stands now."""

    def __init__(self, latest: School) -> None:
        super().__init__("มีผู้อื่นบันทึกไปก่อนแล้ว โปรดดูค่าล่าสุดด้านบน แล้วกดบันทึกอีกครั้งถ้ายังต้องการแก้")
        self.latest = latest


@transaction.atomic
def change_school(school: School, *, version: int, by: User, **values: Any) -> School:
    """Save settings over the version that was read; raises ClashError over a newer one."""
    bumped = School.objects.filter(pk=school.pk, version=version).update(version=F("version") + 1)
    before = School.objects.get(pk=school.pk)
    if not bumped:
        raise ClashError(before)
    after = School.objects.get(pk=school.pk)
    for name, value in values.items():
        setattr(after, name, value)
    after.full_clean(exclude=["code", "district"])
    after.save(update_fields=list(values))
    changes = audit.differences(before, after)
    if changes:
        audit.record("school.change", after, by=by, school_id=after.pk, **changes)
    return after


@transaction.atomic
def set_picture(place: School | District, name: str, upload: File | None, *, by: User) -> None:
    """Put up the logo or the garuda of a school, the garuda of an office; take it down with None.

    Raises ValidationError in Thai for a file that is no picture.
    """
    if name not in PICTURES:
        raise KeyError(name)
    school = place if isinstance(place, School) else None
    stored = files.store_image(upload, school=school, by=by, lossless=True) if upload else None
    setattr(place, name, stored)
    place.save(update_fields=[name])
    noun, where = ("school", "school_id") if school else ("district", "district_id")
    action = f"{noun}.picture" if stored else f"{noun}.picture_remove"
    audit.record(action, place, by=by, picture=name, **{where: place.pk})  # type: ignore[arg-type]


@transaction.atomic
def open_next_year(school: School, *, by: User) -> int:
    """Both terms of the year after the last one known, on the legal dates; gives the year (พ.ศ.).

    ระเบียบ ศธ. ว่าด้วยปีการศึกษา การเปิดและปิดสถานศึกษา พ.ศ. 2549 ข้อ 7.
    """
    last = school.terms.order_by("-year").values_list("year", flat=True).first()
    if last is None:
        raise ValidationError("ยังไม่มีปีการศึกษาแรก")
    year = last + 1
    open_terms(school, year)
    audit.record("term.create", school, by=by, school_id=school.pk, year=year)
    return year


@transaction.atomic
def change_term(term: Term, *, starts_on: date, ends_on: date, by: User) -> Term:
    """Move the dates of a term. Raises ValidationError where terms would overlap."""
    if ends_on <= starts_on:
        raise ValidationError({"ends_on": "วันปิดภาคเรียนต้องมาหลังวันเปิดภาคเรียน"})
    others = Term.objects.filter(school=term.school_id).exclude(pk=term.pk)
    clash = others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if clash:
        raise ValidationError(f"ช่วงวันซ้อนกับ{clash}")
    before = Term.objects.get(pk=term.pk)
    term.starts_on, term.ends_on = starts_on, ends_on
    term.save(update_fields=["starts_on", "ends_on"])
    changes = audit.differences(before, term)
    audit.record("term.change", term, by=by, school_id=term.school_id, **changes)
    return term


@transaction.atomic
def add_village(school: School, *, by: User, **values: Any) -> Village:
    """Let the school serve a village: one known in the district already, else a new one."""
    near = Village.objects.filter(schools__district=school.district_id, **values)
    village = near.order_by("pk").first()
    if village is None:
        village = Village.objects.create(**values)
    village.schools.add(school)
    audit.record("village.create", village, by=by, school_id=school.pk, **values)
    return village


@transaction.atomic
def change_village(village: Village, *, school: School, by: User, **values: str) -> Village:
    """Change its names, for all schools that serve it; recorded under `school`."""
    before = Village.objects.get(pk=village.pk)
    for name, value in values.items():
        setattr(village, name, value)
    village.save(update_fields=list(values))
    changes = audit.differences(before, village)
    if changes:
        audit.record("village.change", village, by=by, school_id=school.pk, **changes)
    return village


@transaction.atomic
def set_served(village: Village, *, chosen: list[School], reach: list[School], by: User) -> None:
    """Which of the schools in `reach` serve the village; others keep it."""
    keys = {school.pk for school in chosen}
    village.schools.add(*chosen)
    village.schools.remove(*[school for school in reach if school.pk not in keys])
    home = chosen[0] if chosen else reach[0]
    audit.record("village.schools", village, by=by, school_id=home.pk, schools=sorted(keys))


@transaction.atomic
def leave_village(village: Village, *, school: School, by: User) -> None:
    """The school serves it no more; homes that stand in it keep it."""
    village.schools.remove(school)
    audit.record("village.leave", village, by=by, school_id=school.pk)


@transaction.atomic
def change_district(district: District, *, by: User, **values: Any) -> District:
    before = District.objects.get(pk=district.pk)
    for name, value in values.items():
        setattr(district, name, value)
    district.full_clean(exclude=["code"])
    district.save(update_fields=list(values))
    changes = audit.differences(before, district)
    audit.record("district.change", district, by=by, district_id=district.pk, **changes)
    return district


@transaction.atomic
def save_network(
    district: District,
    name: str,
    schools: list[School],
    *,
    by: User,
    network: Network | None = None,
) -> Network:
    """Name a cluster and say which schools of the office belong to it.

    Raises ValidationError for a name that stands already.
    """
    same = Network.objects.filter(district=district, name=name)
    if same.exclude(Q(pk=network.pk) if network else Q(pk=None)).exists():
        raise ValidationError({"name": "มีกลุ่มเครือข่ายชื่อนี้แล้ว"})
    action = "network.change" if network else "network.create"
    network = network or Network(district=district)
    network.name = name
    network.save()
    keys = [school.pk for school in schools if school.district_id == district.pk]
    network.schools.exclude(pk__in=keys).update(network=None)
    School.objects.filter(pk__in=keys).update(network=network)
    audit.record(action, network, by=by, district_id=district.pk, name=name, schools=keys)
    return network
