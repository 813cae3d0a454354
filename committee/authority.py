"""Who appoints a board by its rule set, in the words of orders and pages (admin.md §1.4, §1.8).

An area office's director signs for its schools, the executive of a local government for its own.
No record names an area office's director, so the pen writes the name.
"""

from dataclasses import dataclass
from datetime import date

from committee.models import Board, RuleSet
from schoolcare.models import District
from schoolcare.paper.letterhead import Signer, head_of, signers

LOCAL_NAMES = ("เทศบาล", "องค์การบริหารส่วน", "เมืองพัทยา")
ACT_2546 = "มาตรา 38 แห่งพระราชบัญญัติระเบียบบริหารราชการกระทรวงศึกษาธิการ พ.ศ. 2546 และที่แก้ไขเพิ่มเติม"
ACT_2542 = "มาตรา 40 แห่งพระราชบัญญัติการศึกษาแห่งชาติ พ.ศ. 2542 และที่แก้ไขเพิ่มเติม"
RULES_2564 = "2564"


@dataclass(frozen=True)
class Authority:
    """Who appoints: `office` stands after คำสั่ง, `post` under the signature."""

    key: str
    office: str
    post: str
    name: str = ""


def local_government(office: District) -> str:
    """The local government itself, where the office is its education division."""
    for word in LOCAL_NAMES:
        if word in office.name:
            return office.name[office.name.index(word) :]
    return office.name


def authority_of(board: Board) -> Authority:
    """Of a board with its rule set, school and office at hand."""
    school, office = board.school, board.school.district
    how = board.rule_set.appointed_by
    if how == RuleSet.Appointing.LOCAL_EXECUTIVE:
        place = local_government(office)
        post = school.executive_position or head_of(District(name=place))
        if not school.executive_position and not place.startswith(LOCAL_NAMES):
            post = str(RuleSet.Appointing.LOCAL_EXECUTIVE.label)
        return Authority(
            f"{how}-{post}-{school.executive_name}", place, post, school.executive_name
        )
    if how == RuleSet.Appointing.CENTRAL:
        return Authority(how, "", str(RuleSet.Appointing.CENTRAL.label))
    return Authority(f"{how}-{office.pk}", office.full_name, head_of(office))


def signers_of(board: Board, day: date) -> list[Signer]:
    """Who may sign the order of this board."""
    authority, office = authority_of(board), board.school.district
    by_area = board.rule_set.appointed_by == RuleSet.Appointing.AREA_DIRECTOR
    by_hand = Signer("authority", "", (authority.post,))
    if by_area or authority.office == office.full_name:
        own = [Signer("executive", authority.name, (authority.post,))] if authority.name else []
        return [*own, *signers(office, day)]
    return [Signer("executive", authority.name, (authority.post,)), by_hand][not authority.name :]


def legal_basis(rules: RuleSet) -> str:
    """What the power to appoint rests on, to be checked and changed by whoever makes the order."""
    if rules.code == RuleSet.LOCAL:
        return f"อาศัยอำนาจตามความใน{ACT_2542} ประกอบกับ{_named(RULES_2564)}"
    if rules.code == RuleSet.SPECIAL:
        return f"อาศัยอำนาจตามความใน{ACT_2546}"
    return f"อาศัยอำนาจตามความใน{ACT_2546} ประกอบกับ{rules.name}"


def _named(code: str) -> str:
    shipped = RuleSet.objects.filter(district=None)
    return shipped.values_list("name", flat=True).get(code=code)
