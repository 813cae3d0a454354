"""Who sends a paper and who signs it: the address lines of a school or office, a day's signers.

The staff records say who directs a school on the paper's date and in which form; the forms are
those of admin.md §4.6: a holder signs under the post, everybody else in two lines,

    (นางประไพ ใจงาม)
    รองผู้อำนวยการโรงเรียนบ้านหนองแก้ว รักษาราชการแทน
    ผู้อำนวยการโรงเรียนบ้านหนองแก้ว
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from schoolcare.access import Role
from schoolcare.models import District, Membership, OfficeHead, School

ACTING = "รักษาการในตำแหน่ง"
DEPUTIZING = "รักษาราชการแทน"
ON_BEHALF = "ปฏิบัติราชการแทน"
FORMS = {"acting": ACTING, "deputizing": DEPUTIZING, "behalf": ON_BEHALF}


@dataclass(frozen=True)
class Signer:
    """Who signs, as it stands under the signature; `key` names the choice in a form."""

    key: str
    name: str
    lines: tuple[str, ...]
    user_id: int | None = None  # who may put their own image of a signature there

    @property
    def label(self) -> str:
        """How a form offers this signer."""
        return f"{self.name or 'เว้นชื่อไว้เขียนด้วยปากกา'} · {self.lines[0]}"


def sender_lines(sender: School | District) -> list[str]:
    """The sender's place at the right of a letter's head, broken as letters break it."""
    if isinstance(sender, District):
        province = sender.province if sender.province not in sender.address else ""
        lines = [sender.full_name, sender.address, province and f"จังหวัด{province}"]
        return [line for line in lines if line]
    school = sender
    bangkok = school.province.startswith("กรุงเทพ")
    tambon, amphoe, province = ("แขวง", "เขต", "") if bangkok else ("ตำบล", "อำเภอ", "จังหวัด")
    near = [school.address, school.tambon and f"{tambon}{school.tambon}"]
    far = [school.province and f"{province}{school.province}", school.postcode]
    lines = [" ".join(filter(None, near)), school.amphoe and f"{amphoe}{school.amphoe}"]
    return [line for line in [school.full_name, *lines, " ".join(filter(None, far))] if line]


def signers(sender: School | District, day: date) -> list[Signer]:
    """Everybody who may sign the papers of a school or an office on `day`, the usual one first.

    The director; whoever acts for the post; each deputy in both forms of standing in; the local
    executive and the administrator whom a municipal school has set; at last a line for the pen.
    For an office its head on record, then who stands in for the head.
    """
    if isinstance(sender, District):
        return [*_heads(sender, day), Signer("pen", "", (head_of(sender),))]
    school = sender
    posts = Membership.objects.on(day).filter(school=school)
    # An account closed since signs still what it signed up to the last day of its post.
    there = Q(user__is_active=True) | Q(ends_on__isnull=False)
    people = posts.filter(there, role__in=[Role.DIRECTOR, Role.DEPUTY])
    people = people.select_related("user").order_by("pk")
    directing = [one for one in people if one.role == Role.DIRECTOR]
    found = [_director(one, school) for one in sorted(directing, key=lambda one: bool(one.acting))]
    for deputy in (one for one in people if one.role == Role.DEPUTY):
        found += [_deputy(deputy, form, school) for form in ("deputizing", "behalf")]
    return [*found, *_local(school), Signer("pen", "", (post(school),))]


def chosen(people: list[Signer], key: str) -> Signer | None:
    """The signer that `key` names; the usual one when there is no such choice on that day."""
    return next((one for one in people if one.key == key), people[0] if people else None)


def post(school: School) -> str:
    return f"ผู้อำนวยการ{school.full_name}"


def head_of(office: District) -> str:
    """The post at the head of an office: ผู้อำนวยการ of an area office or an education division,
    นายก of a local government named as such.
    """
    if office.name.startswith(("เทศบาล", "องค์การบริหารส่วน")):
        return f"นายก{office.name.replace('เทศบาล', 'เทศมนตรี', 1)}"
    return f"ผู้อำนวยการ{office.name}"


def _heads(office: District, day: date) -> list[Signer]:
    """Who heads the office on `day`: the holder, who acts, who stands in; each the latest first."""
    order = list(FORMS)
    found = [one for one in office.heads.all() if one.is_in_force(day)]
    found.sort(key=lambda one: order.index(one.form) if one.form else -1)
    return [_head(one, head_of(office)) for one in found]


def _head(head: OfficeHead, post_of_head: str) -> Signer:
    lines: tuple[str, ...] = (post_of_head,)
    if head.form:
        lines = (f"{head.position} {FORMS[head.form]}", *lines)
    return Signer(f"head-{head.pk}", head.name, lines)


def _director(member: Membership, school: School) -> Signer:
    person = member.user
    lines: tuple[str, ...] = (post(school),)
    if member.acting:
        lines = (f"{person.position} {FORMS[member.acting]}".strip(), *lines)
    return Signer(f"{member.pk}", person.full_name, lines, person.pk)


def _local(school: School) -> list[Signer]:
    """The executive (นายก); the administrator (ปลัด) as such and in both forms of standing in."""
    found = []
    if school.executive_name:
        found.append(Signer("executive", school.executive_name, (school.executive_position,)))
    if school.administrator_name:
        name, own = school.administrator_name, school.administrator_position
        found.append(Signer("administrator", name, (own,)))
        if above := school.executive_position:
            forms = {form: f"{own} {FORMS[form]}" for form in ("deputizing", "behalf")}
            found += [
                Signer(f"administrator-{form}", name, (line, above)) for form, line in forms.items()
            ]
    return found


def _deputy(member: Membership, form: str, school: School) -> Signer:
    lines = (f"รอง{post(school)} {FORMS[form]}", post(school))
    return Signer(f"{member.pk}-{form}", member.user.full_name, lines, member.user_id)
