"""What community relations contribute to the house."""

from community import documents as _documents  # noqa: F401 -- puts its papers into the catalogue
from community import evidence as _evidence  # noqa: F401 -- registers what proves steps
from community.activity_dates import activity_dates
from community.bench import measured_pages
from community.cards.activities import activity_counts
from community.cards.agreements import agreement_counts
from community.cards.calendar import calendar_cards
from community.cards.partners import contact_counts
from community.cards.projects import project_counts
from community.cards.resources import resource_counts
from community.demo.activities import fill as fill_activities
from community.demo.calendar import fill as fill_calendar
from community.demo.calendar_links import fill as fill_calendar_links
from community.demo.experts import fill as fill_experts
from community.demo.partners import fill as fill_partners
from community.demo.procedures import fill as fill_procedures
from community.demo.projects import fill as fill_projects
from community.demo.resources import fill as fill_resources
from community.demo.service_area import fill as fill_service_area
from community.holidays import holidays_of
from schoolcare.access import Permission
from schoolcare.registry import (
    MenuEntry,
    OfficeSetting,
    bench_pages,
    calendar_dates,
    days_off,
    demo,
    home_cards,
    home_counts,
    menu,
    office_settings,
)

COMMUNITY = "สัมพันธ์ชุมชน"

demo += [
    (40, fill_partners),
    (40, fill_service_area),
    (41, fill_projects),
    (42, fill_calendar),
    (42, fill_calendar_links),
    (43, fill_activities),
    (44, fill_resources),
    (44, fill_experts),
    (45, fill_procedures),
]
home_cards.append(calendar_cards)
home_counts += [contact_counts, agreement_counts, project_counts, resource_counts, activity_counts]
bench_pages.append(measured_pages)
calendar_dates.append(activity_dates)
days_off.append(holidays_of)
office_settings.append(
    OfficeSetting("ข้อความเรื่องภาษีของเงินบริจาค", "community:tax-rule-list", "money")
)
menu += [
    MenuEntry(
        "ปฏิทิน",
        "community:calendar-year",
        "calendar",
        (Permission.CALENDAR_VIEW,),
        order=30,
        group=COMMUNITY,
    ),
    MenuEntry(
        "โครงการ",
        "community:project-list",
        "clipboard",
        (Permission.PROJECT_VIEW,),
        order=31,
        group=COMMUNITY,
    ),
    MenuEntry(
        "กิจกรรมชุมชน",
        "community:activity-list",
        "flag",
        (Permission.ACTIVITY_VIEW,),
        order=32,
        short="กิจกรรม",
        group=COMMUNITY,
    ),
    MenuEntry(
        "ภาคีและชุมชน",
        "community:partner-list",
        "network",
        (Permission.PARTNER_VIEW,),
        order=33,
        short="ภาคี",
        group=COMMUNITY,
    ),
    MenuEntry(
        "ทรัพยากรและผู้บริจาค",
        "community:resource-list",
        "money",
        (Permission.RESOURCE_VIEW,),
        order=34,
        short="บริจาค",
        group=COMMUNITY,
    ),
    MenuEntry(
        "งานสัมพันธ์ชุมชนของโรงเรียน",
        "community:district-overview",
        "chart",
        (Permission.COMMUNITY_COUNT,),
        order=35,
        short="โรงเรียน",
        group=COMMUNITY,
    ),
    MenuEntry(
        "บทเรียนที่แบ่งปัน",
        "community:lesson-list",
        "star",
        (Permission.LESSON_READ,),
        order=38,
        group=COMMUNITY,
    ),
]
