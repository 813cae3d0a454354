"""Keeping donors: who gives, found again by name or tax id. Writes, all audited."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Min

from community.models import Donor
from schoolcare import audit
from schoolcare.fields import blind_index
from schoolcare.identity import ID_LENGTH, citizen_id_ok, clean_id, id_kind, split_title
from schoolcare.models import School, User
from schoolcare.text import normalize, search_key
from schoolcare.thai import thai_date

HIDDEN = ("tax_id", "tax_id_hash")
MOST_ALIKE = 10


def core_of(name: str) -> str:
    """What is compared of a name: without its title, spaces and tone marks."""
    return search_key(split_title(name).name)


def alike(school: School, name: str) -> tuple[list[Donor], list[Donor]]:
    """Donors of the school with this very name, and ten whose name holds it or lies in it.

    One query, or two where there are any.
    """
    core = core_of(name)
    if not core:
        return [], []
    cores = {
        pk: core_of(one)
        for pk, one in Donor.objects.filter(school=school).values_list("pk", "name")
    }
    same = [pk for pk, one in cores.items() if one == core]
    near = [pk for pk, one in cores.items() if one != core and (core in one or one in core)]
    wanted = [*same, *near[:MOST_ALIKE]]
    found = Donor.objects.select_related("village").in_bulk(wanted) if wanted else {}
    return [found[pk] for pk in same], [found[pk] for pk in near[:MOST_ALIKE]]


@transaction.atomic
def save_donor(donor: Donor, *, by: User, tax_id: str | None = None) -> Donor:
    """Keep a donor; `tax_id` None leaves the one there is, "" takes it out.

    Raises ValidationError for an id that cannot be or is another donor's, and for a day that comes
    after the first gift.
    """
    before = Donor.objects.select_for_update().filter(pk=donor.pk).first()
    donor.name = normalize(donor.name)
    if tax_id is not None:
        donor.tax_id = checked_tax_id(tax_id)
        donor.tax_id_hash = blind_index(donor.tax_id)
    refuse_twin(donor)
    _refuse_late_start(donor)
    donor.full_clean()
    try:
        with transaction.atomic():
            donor.save()
    except IntegrityError:  # somebody kept the same id at this moment
        refuse_twin(donor)
        raise
    if before is None:
        audit.record("donor.create", donor, by=by, school_id=donor.school_id)
    elif changes := audit.differences(before, donor, hidden=HIDDEN):
        audit.record("donor.update", donor, by=by, school_id=donor.school_id, **changes)
    return donor


def checked_tax_id(typed: str) -> str:
    """13 digits; those of a person carry their check digit. Raises ValidationError."""
    value = clean_id(typed)
    is_number = len(value) == ID_LENGTH and value.isdecimal()
    if value and (not is_number or (id_kind(value) == "thai" and not citizen_id_ok(value))):
        raise ValidationError({"tax_id": "เลขประจำตัวผู้เสียภาษีต้องมี 13 หลักและถูกต้อง โปรดตรวจอีกครั้ง"})
    return value


def refuse_twin(donor: Donor) -> None:
    """Raises ValidationError that names whose the tax id is."""
    if not donor.tax_id_hash:
        return
    others = Donor.objects.filter(school=donor.school_id, tax_id_hash=donor.tax_id_hash)
    if other := others.exclude(pk=donor.pk).first():
        raise ValidationError({"tax_id": f"เลขนี้เป็นของ {other.name} ซึ่งอยู่ในทะเบียนแล้ว"})


def _refuse_late_start(donor: Donor) -> None:
    if donor.pk is None or donor.known_since is None:
        return
    first = donor.resources.valid().aggregate(first=Min("received_on"))["first"]
    if first and first < donor.known_since:
        words = f"มีรายการรับเมื่อ {thai_date(first)} วันนี้ต้องไม่หลังจากนั้น"
        raise ValidationError({"known_since": words})


@transaction.atomic
def reveal_tax_id(donor: Donor, *, by: User) -> str:
    """The whole number; the look is recorded before it is shown."""
    audit.record("donor.reveal", donor, by=by, school_id=donor.school_id)
    return donor.tax_id
