"""What the school board contributes to the house."""

from committee import documents as _documents  # noqa: F401 -- registers itself
from committee import evidence as _evidence  # noqa: F401 -- registers itself
from committee.bench import measured_pages
from committee.cards import board_cards
from committee.circular_cards import circular_cards, receipt_cards
from committee.demo import fill
from committee.demo_improvement import fill as fill_improvement
from committee.demo_meetings import fill as fill_meetings
from committee.demo_members import fill as fill_members
from committee.demo_monitoring import fill as fill_monitoring
from committee.demo_office import fill as fill_office
from committee.demo_orders import fill as fill_orders
from committee.importing import importer  # noqa: F401 -- registers itself
from committee.meeting_cards import meeting_cards, resolution_cards
from committee.monitoring.cards import report_cards, round_cards
from committee.office_cards import review_cards
from committee.order_cards import order_cards, returned_cards
from committee.own_part import own_part
from committee.services.secretary import follow_offices
from schoolcare.access import Permission
from schoolcare.registry import (
    MenuEntry,
    OfficeSetting,
    bench_pages,
    daily_tasks,
    demo,
    home_cards,
    home_parts,
    menu,
    office_settings,
)

demo.append((30, fill))
demo.append((31, fill_office))
demo.append((32, fill_orders))
home_cards += [returned_cards, order_cards]
home_cards += [board_cards, review_cards, receipt_cards, circular_cards]
demo.append((33, fill_meetings))
demo.append((35, fill_members))
demo.append((34, fill_monitoring))
demo.append((36, fill_improvement))
home_cards += [report_cards, round_cards, meeting_cards, resolution_cards]
home_parts.append(own_part)
bench_pages.append(measured_pages)
daily_tasks["committee.follow_offices"] = follow_offices
office_settings.append(OfficeSetting("หลักเกณฑ์คณะกรรมการ", "committee:rule-set-list", "committee"))
menu.append(
    MenuEntry(
        "นำเข้าคณะกรรมการ", "committee:import-list", "upload", (Permission.BOARD_EDIT,), order=41
    )
)
menu.append(
    MenuEntry(
        "คณะกรรมการ",
        "committee:registry",
        "committee",
        (Permission.BOARD_VIEW,),
        order=20,
        bar=True,
        short="กรรมการ",
    )
)
menu.append(
    MenuEntry(
        "หนังสือเวียน", "committee:receipt-list", "letter", (Permission.CIRCULAR_READ,), order=22
    )
)
menu.append(
    MenuEntry(
        "หนังสือเวียนถึงโรงเรียน",
        "committee:circular-list",
        "send",
        (Permission.CIRCULAR_SEND,),
        order=22,
    )
)
menu.append(
    MenuEntry(
        "การประชุมของฉัน",
        "committee:own-list",
        "calendar",
        (Permission.BOARD_OWN,),
        order=21,
        bar=True,
        short="ประชุม",
    )
)
menu.append(
    MenuEntry(
        "การประชุม",
        "committee:meeting-list",
        "calendar",
        (Permission.MEETING_VIEW,),
        order=21,
        short="ประชุม",
    )
)
