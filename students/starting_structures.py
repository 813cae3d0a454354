"""Structures that stand ready for a school's first year, and the three teams of the care work.

The divisions follow care.md §1.2 and admin.md (the four fields of a school's administration, and
กิจการนักเรียน where a school keeps it apart); names differ between schools, and everything is edited
once it was begun from. Sources give no wording of most duties: those are ours.
"""

from dataclasses import dataclass
from typing import Any

from schoolcare.grants import Role
from students.models import CareTeam


@dataclass(frozen=True)
class DraftUnit:
    """A unit with its duties, and the roles its head and its people get."""

    name: str
    duties: tuple[str, ...]
    role: Role | str = ""
    member_role: Role | str = ""

    @property
    def fields(self) -> dict[str, Any]:
        roles = {"role": str(self.role), "member_role": str(self.member_role)}
        return {"name": self.name, "duties": "\n".join(self.duties)} | roles


@dataclass(frozen=True)
class DraftDivision:
    name: str
    units: tuple[DraftUnit, ...]


@dataclass(frozen=True)
class StartingSet:
    key: str
    title: str
    hint: str
    divisions: tuple[DraftDivision, ...]


CARE = DraftUnit(
    "งานระบบดูแลช่วยเหลือนักเรียน",
    (
        "จัดทำแผนงาน คู่มือ และแบบฟอร์มของระบบดูแลช่วยเหลือนักเรียน",
        "ประสานครูที่ปรึกษาให้รู้จักนักเรียนเป็นรายบุคคล เยี่ยมบ้าน และคัดกรองนักเรียนครบทุกคน",
        "กำกับการส่งเสริม ป้องกัน แก้ไข และส่งต่อนักเรียนให้เป็นไปตามขั้นตอน",
        "สรุปผลระดับโรงเรียนและรายงานผู้อำนวยการภาคเรียนละหนึ่งครั้ง",
    ),
    Role.CARE_HEAD,
)
GUIDANCE = DraftUnit(
    "งานแนะแนว",
    (
        "ให้คำปรึกษาแก่นักเรียนที่ครูที่ปรึกษาส่งต่อ และเป็นผู้จัดการรายกรณี",
        "จัดแบบประเมินและแบบทดสอบทางจิตวิทยาตามที่โรงเรียนกำหนด",
        "แนะแนวการศึกษาต่อและอาชีพ และติดตามนักเรียนที่จบการศึกษา",
    ),
    Role.COUNSELLOR,
    Role.COUNSELLOR,
)
HEALTH = DraftUnit(
    "งานอนามัยโรงเรียน",
    (
        "ชั่งน้ำหนัก วัดส่วนสูง และเฝ้าระวังภาวะโภชนาการของนักเรียนทุกภาคเรียน",
        "ดูแลห้องพยาบาล และประสานหน่วยบริการสาธารณสุข",
    ),
    Role.HEALTH_TEACHER,
    Role.HEALTH_TEACHER,
)
WELFARE = DraftUnit(
    "งานสวัสดิการและทุนการศึกษา",
    (
        "สำรวจนักเรียนที่ขาดแคลน และจัดหาทุนการศึกษา",
        "ดำเนินการคัดเลือก มอบทุน และรายงานผู้ให้ทุน",
    ),
    Role.WELFARE,
    Role.WELFARE,
)
COMMUNITY = DraftUnit(
    "งานสัมพันธ์ชุมชน",
    (
        "ประสานงานคณะกรรมการสถานศึกษาและเครือข่ายผู้ปกครอง",
        "จัดกิจกรรมร่วมกับชุมชนและระดมทรัพยากรเพื่อการศึกษา",
    ),
    Role.COMMUNITY_HEAD,
)
CONDUCT = DraftUnit(
    "งานส่งเสริมความประพฤตินักเรียน",
    (
        "จัดทำระเบียบว่าด้วยความประพฤติของนักเรียนและเผยแพร่ให้นักเรียนและผู้ปกครองทราบ",
        "ส่งเสริมระเบียบวินัย คุณธรรม จริยธรรม และพิจารณาการลงโทษตามระเบียบ",
    ),
)
COUNCIL = DraftUnit(
    "งานสภานักเรียนและกิจกรรมนักเรียน",
    ("จัดการเลือกตั้งสภานักเรียนและเป็นที่ปรึกษา", "จัดกิจกรรมพัฒนาผู้เรียนและเพื่อนที่ปรึกษา (YC)"),
)
RECORDS = DraftUnit(
    "งานธุรการและทะเบียนนักเรียน",
    ("รับ ส่ง และเก็บหนังสือราชการ", "จัดทำทะเบียนนักเรียน การรับ การย้าย และการจำหน่ายนักเรียน"),
    Role.CLERK,
    Role.CLERK,
)
MONEY = DraftUnit(
    "งานการเงินและบัญชี",
    ("รับ จ่าย เก็บรักษาเงิน และจัดทำบัญชีตามระเบียบ",),
    Role.FINANCE,
    Role.FINANCE,
)
SUPPLIES = DraftUnit("งานพัสดุและสินทรัพย์", ("จัดหา ควบคุม และจำหน่ายพัสดุตามระเบียบ",))
BUILDINGS = DraftUnit(
    "งานอาคารสถานที่และสิ่งแวดล้อม",
    ("ดูแลอาคารสถานที่ให้ปลอดภัยและพร้อมใช้", "รับคำขอใช้อาคารสถานที่ของชุมชน"),
    Role.FACILITIES,
)
PLANNING = DraftUnit("งานแผนงานและงบประมาณ", ("จัดทำแผนปฏิบัติการประจำปีและติดตามการใช้งบประมาณ",))
TEACHING = DraftUnit(
    "งานหลักสูตรและการจัดการเรียนรู้",
    ("พัฒนาหลักสูตรสถานศึกษาและกระบวนการเรียนรู้", "นิเทศการจัดการเรียนรู้ภายในโรงเรียน"),
)
GRADING = DraftUnit("งานวัดผลและเทียบโอน", ("วัดและประเมินผลการเรียน และออกหลักฐานการศึกษา",))
QUALITY = DraftUnit("งานประกันคุณภาพการศึกษา", ("กำหนดมาตรฐาน ประเมินตนเอง และจัดทำรายงานประจำปี",))
LIBRARY = DraftUnit("งานสื่อ ห้องสมุด และเทคโนโลยี", ("จัดหาและดูแลสื่อ ห้องสมุด และระบบสารสนเทศ",))
STAFFING = DraftUnit("งานบุคลากร", ("จัดทำทะเบียนประวัติ การลา และการพัฒนาครูและบุคลากร",))
MERIT = DraftUnit("งานวินัยและบำเหน็จความชอบ", ("ดำเนินการด้านวินัยและเสนอความดีความชอบ",))
LUNCH = DraftUnit("งานอาหารกลางวันและโภชนาการ", ("จัดอาหารกลางวันที่สะอาดและมีคุณค่าแก่นักเรียน",))

SMALL = StartingSet(
    "small",
    "โรงเรียนขนาดเล็ก",
    "4 กลุ่ม 12 งาน ครูคนเดียวรับได้หลายงาน",
    (
        DraftDivision("กลุ่มบริหารงานวิชาการ", (TEACHING, GRADING, QUALITY)),
        DraftDivision("กลุ่มบริหารงานงบประมาณ", (MONEY, SUPPLIES)),
        DraftDivision("กลุ่มบริหารงานบุคคล", (STAFFING,)),
        DraftDivision(
            "กลุ่มบริหารทั่วไปและกิจการนักเรียน",
            (CARE, HEALTH, WELFARE, COMMUNITY, RECORDS, BUILDINGS),
        ),
    ),
)
LARGE = StartingSet(
    "large",
    "โรงเรียนขนาดกลางและใหญ่",
    "5 กลุ่ม 19 งาน แยกกลุ่มบริหารกิจการนักเรียน",
    (
        DraftDivision("กลุ่มบริหารวิชาการ", (TEACHING, GRADING, QUALITY, LIBRARY, GUIDANCE)),
        DraftDivision("กลุ่มบริหารงบประมาณ", (PLANNING, MONEY, SUPPLIES)),
        DraftDivision("กลุ่มบริหารงานบุคคล", (STAFFING, MERIT)),
        DraftDivision("กลุ่มบริหารกิจการนักเรียน", (CARE, CONDUCT, COUNCIL, WELFARE)),
        DraftDivision("กลุ่มบริหารทั่วไป", (RECORDS, BUILDINGS, HEALTH, LUNCH, COMMUNITY)),
    ),
)
SETS = {one.key: one for one in (SMALL, LARGE)}

Kind = CareTeam.Kind
# kind, usual name of the committee (care.md §1.2), duties
TEAMS: list[tuple[Kind, str, tuple[str, ...]]] = [
    (
        Kind.LEAD,
        "คณะกรรมการอำนวยการ",
        (
            "กำหนดนโยบายและแนวทางของระบบดูแลช่วยเหลือนักเรียน",
            "สนับสนุนงบประมาณ วัสดุ และขวัญกำลังใจแก่ผู้ปฏิบัติงาน",
            "กำกับ ติดตาม และประเมินผลให้นักเรียนทุกคนได้รับการดูแล",
        ),
    ),
    (
        Kind.COORDINATE,
        "คณะกรรมการประสานงาน",
        (
            "ประสานงานระหว่างทีมนำ ทีมทำ ผู้ปกครอง และหน่วยงานภายนอก",
            "จัดทำเครื่องมือ แบบฟอร์ม และอบรมครูที่ปรึกษา",
            "รวบรวม สรุป และรายงานผลต่อทีมนำ",
        ),
    ),
    (
        Kind.ACT,
        "คณะกรรมการดำเนินงาน",
        (
            "รู้จักนักเรียนเป็นรายบุคคล เยี่ยมบ้าน และคัดกรองนักเรียนในความดูแลครบทุกคน",
            "จัดกิจกรรมโฮมรูม ประชุมผู้ปกครองชั้นเรียน และส่งเสริมนักเรียนทุกกลุ่ม",
            "ช่วยเหลือนักเรียนกลุ่มเสี่ยงและมีปัญหาเบื้องต้น และส่งต่อเมื่อจำเป็น",
            "บันทึกและรายงานผลต่อทีมประสาน",
        ),
    ),
]
