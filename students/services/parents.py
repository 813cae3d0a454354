"""Networks of parents: founded, changed, their members."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from schoolcare import audit
from schoolcare.models import User
from students.models import ParentMember, ParentNetwork

TAKEN = "ตำแหน่งนี้มีคนแล้ว หรือมีชื่อนี้อยู่แล้ว"


@transaction.atomic
def save_network(network: ParentNetwork, *, by: User) -> ParentNetwork:
    """Founded or changed. Raises ValidationError where one begins on the same day already."""
    is_new = network.pk is None
    same = ParentNetwork.objects.filter(
        school=network.school_id,
        scope=network.scope,
        classroom=network.classroom_id,
        level=network.level,
        starts_on=network.starts_on,
    )
    if same.exclude(pk=network.pk).exists():
        raise ValidationError({"starts_on": "มีชุดที่เริ่มวาระวันเดียวกันแล้ว"})
    if network.ends_on <= network.starts_on:
        raise ValidationError({"ends_on": "วันครบวาระต้องหลังวันเริ่มวาระ"})
    network.save()
    action = "create" if is_new else "update"
    return _record(f"parent_network.{action}", network, by=by)


def _record(action: str, network: ParentNetwork, *, by: User) -> ParentNetwork:
    audit.record(action, network, by=by, school_id=network.school_id)
    return network


@transaction.atomic
def save_members(
    network: ParentNetwork, members: Sequence[ParentMember], *, by: User
) -> ParentNetwork:
    """Write the whole list anew. Raises ValidationError for a person or post named twice."""
    posts = [one.position for one in members if one.position != ParentMember.Position.MEMBER]
    people = [one.guardian_id for one in members if one.guardian_id]
    if len(posts) != len(set(posts)) or len(people) != len(set(people)):
        raise ValidationError("หนึ่งคนเป็นได้ตำแหน่งเดียว และแต่ละตำแหน่งมีคนเดียว (ยกเว้นกรรมการ)")
    network.members.all().delete()
    for one in members:
        one.pk, one.network = None, network
    ParentMember.objects.bulk_create(members)
    return _record("parent_network.members", network, by=by)


@transaction.atomic
def save_member(member: ParentMember, *, by: User) -> ParentMember:
    """One more, or one changed. Raises ValidationError for a post that somebody has."""
    network = ParentNetwork.objects.select_for_update(of=("self",)).get(pk=member.network_id)
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError:
        raise ValidationError({"position": TAKEN}) from None
    _record("parent_network.members", network, by=by)
    return member


@transaction.atomic
def remove_member(member: ParentMember, *, by: User) -> None:
    """Off the list; done twice it is done once."""
    if ParentMember.objects.filter(pk=member.pk).delete()[0]:
        _record("parent_network.members", member.network, by=by)


@transaction.atomic
def remove_network(network: ParentNetwork, *, by: User) -> None:
    """A network that was written by mistake goes with its list."""
    _record("parent_network.remove", network, by=by)
    network.delete()
