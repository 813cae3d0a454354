"""What home visits contribute to the house."""

from homevisits import binder as _binder  # noqa: F401 -- registers its papers
from homevisits import documents as _documents  # noqa: F401 -- puts its papers into the catalogue
from homevisits import duties as _duties  # noqa: F401 -- registers the board's column
from homevisits import evidence as _evidence  # noqa: F401 -- registers what proves steps
from homevisits import statistics as _statistics  # noqa: F401 -- registers what is counted
from homevisits.bench import measured_pages
from homevisits.cards import coverage_figures, visit_cards, waiting_counts
from homevisits.chronicle import follow_up_events, visit_events
from homevisits.demo import fill
from homevisits.round_dates import round_dates
from homevisits.screening_hints import income_hints, tick_hints
from homevisits.services.alerts import closed_sources_of, raise_danger
from schoolcare.access import Permission
from schoolcare.registry import (
    MenuEntry,
    PupilPanel,
    bench_pages,
    calendar_dates,
    chronology,
    closed_sources,
    dangers,
    demo,
    figures,
    home_cards,
    home_counts,
    menu,
    pupil_panels,
    screening_hints,
)

PUPILS = "นักเรียน"

menu += [
    MenuEntry(
        "เยี่ยมบ้าน",
        "homevisits:visit-list",
        "visit",
        (Permission.VISIT_VIEW,),
        order=15,
        bar=True,
        group=PUPILS,
        hub="เยี่ยมบ้าน",
    ),
    MenuEntry(
        "แจ้งเหตุคุ้มครองเด็ก",
        "homevisits:alert-list",
        "shield",
        (Permission.ALERT_ASSIGNED,),
        order=16,
        group=PUPILS,
    ),
    MenuEntry(
        "ความครอบคลุมการเยี่ยม",
        "homevisits:coverage",
        "chart",
        (Permission.VISIT_COUNT,),
        order=17,
        group=PUPILS,
        hub="เยี่ยมบ้าน",
    ),
]

demo.append((20, fill))
home_counts.append(waiting_counts)
home_cards.append(visit_cards)
figures.append(coverage_figures)
bench_pages.append(measured_pages)
dangers.append(lambda danger: raise_danger(danger, by=danger.by))
closed_sources.append(closed_sources_of)
calendar_dates.append(round_dates)
chronology += [visit_events, follow_up_events]
pupil_panels.append(PupilPanel("เยี่ยมบ้าน", "homevisits:visit-pupil", Permission.VISIT_VIEW))
screening_hints += [tick_hints, income_hints]
