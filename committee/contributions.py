"""What the school board contributes to the house."""

from committee import documents as _documents  # noqa: F401 -- registers itself
from committee import evidence as _evidence  # noqa: F401 -- registers itself
from committee.bench import measured_pages
from committee.board_records import records
from committee.cards.boards import board_cards
from committee.cards.circulars import circular_cards, receipt_counts
from committee.cards.meetings import meeting_counts
from committee.cards.offices import review_cards
from committee.cards.orders import order_cards, returned_counts
from committee.dates import chase_dates, meeting_dates, monitoring_dates
from committee.demo.boards import fill
from committee.demo.improvement import fill as fill_improvement
from committee.demo.meetings import fill as fill_meetings
from committee.demo.members import fill as fill_members
from committee.demo.monitoring import fill as fill_monitoring
from committee.demo.office import fill as fill_office
from committee.demo.orders import fill as fill_orders
from committee.importing import importer  # noqa: F401 -- registers itself
from committee.monitoring.cards import report_cards, round_cards
from committee.own_part import own_part
from committee.services.secretary import follow_offices
from schoolcare.access import Permission
from schoolcare.registry import (
    MenuEntry,
    OfficeSetting,
    bench_pages,
    board_records,
    calendar_dates,
    daily_tasks,
    demo,
    home_cards,
    home_counts,
    home_parts,
    menu,
    office_settings,
)

demo += [
    (30, fill),
    (31, fill_office),
    (32, fill_orders),
    (33, fill_meetings),
    (34, fill_monitoring),
    (35, fill_members),
    (36, fill_improvement),
]
home_cards += [order_cards, board_cards, review_cards, circular_cards]
home_cards += [report_cards, round_cards]
home_counts += [receipt_counts, returned_counts, meeting_counts]
home_parts.append(own_part)
bench_pages.append(measured_pages)
board_records.append(records)
calendar_dates += [meeting_dates, monitoring_dates, chase_dates]
daily_tasks["committee.follow_offices"] = follow_offices
office_settings.append(OfficeSetting("หลักเกณฑ์คณะกรรมการ", "committee:rule-set-list", "committee"))
BOARDS = "คณะกรรมการ"

menu += [
    MenuEntry(
        "คณะกรรมการ",
        "committee:registry",
        "committee",
        (Permission.BOARD_VIEW,),
        order=20,
        group=BOARDS,
        bar=True,
        short="กรรมการ",
    ),
    MenuEntry(
        "การประชุม",
        "committee:meeting-list",
        "calendar",
        (Permission.MEETING_VIEW,),
        order=21,
        group=BOARDS,
        short="ประชุม",
    ),
    MenuEntry(
        "การประชุมของฉัน",
        "committee:own-list",
        "calendar",
        (Permission.BOARD_OWN,),
        order=21,
        group=BOARDS,
        bar=True,
        short="ประชุม",
    ),
    MenuEntry(
        "หนังสือเวียน",
        "committee:receipt-list",
        "letter",
        (Permission.CIRCULAR_READ,),
        order=22,
        group=BOARDS,
    ),
    MenuEntry(
        "หนังสือเวียนถึงโรงเรียน",
        "committee:circular-list",
        "send",
        (Permission.CIRCULAR_SEND,),
        order=22,
        group=BOARDS,
    ),
    MenuEntry(
        "นำเข้าคณะกรรมการ",
        "committee:import-list",
        "upload",
        (Permission.BOARD_EDIT,),
        order=24,
        group=BOARDS,
    ),
]
