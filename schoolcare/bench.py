"""Speed of the main pages and prints, measured in this process on the database at hand."""

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from schoolcare import registry
from schoolcare.access import Role
from schoolcare.models import District, Membership, School, User
from schoolcare.registry import BenchPage

REQUESTS = 200


@dataclass(frozen=True)
class Figure:
    """One line: milliseconds of CPU and wall (median, 95th percentile), queries, bytes."""

    name: str
    cpu: float
    cpu_95: float
    wall: float
    wall_95: float
    queries: int
    size: int

    def __str__(self) -> str:
        return (
            f"{self.name:<34}{self.cpu:>8.1f}{self.cpu_95:>8.1f}{self.wall:>8.1f}{self.wall_95:>8.1f}"
            f"{self.queries:>8}{self.size / 1024:>9.1f}"
        )


HEADER = f"{'page':<34}{'cpu ms':>8}{'95 %':>8}{'wall ms':>8}{'95 %':>8}{'queries':>8}{'kB':>9}"


def people() -> list[tuple[str, User]]:
    """Who is measured: people of the school with most staff, an officer of the largest district."""
    school = (
        School.objects.filter(memberships__role=Role.ADVISER)
        .annotate(size=Count("memberships"))
        .order_by("-size", "pk")
        .first()
    )
    district = District.objects.annotate(size=Count("schools")).order_by("-size", "pk").first()
    found = []
    for label, role, place in (
        ("adviser", Role.ADVISER, {"school": school}),
        ("care head", Role.CARE_HEAD, {"school": school}),
        ("director", Role.DIRECTOR, {"school": school}),
        ("officer", Role.DISTRICT_OFFICER, {"district": district}),
    ):
        members = Membership.objects.filter(role=role, **place).order_by("pk")
        if member := members.select_related("user").first():
            found.append((label, member.user))
    return found


def pages(requests: int = REQUESTS) -> Iterator[Figure]:
    """The log-in form and every contributed page of every measured person; keeps nothing."""
    with override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False), transaction.atomic():
        yield measure("log-in form", Client(), BenchPage("log-in", "/accounts/login/"), requests)
        for label, user in people():
            client = Client()
            client.force_login(user)
            found = [BenchPage("home", "/")]
            found += [page for source in registry.bench_pages for page in source(user)]
            for page in found:
                yield measure(f"{label}: {page.name}", client, page, requests)
        transaction.set_rollback(True)


def measure(name: str, client: Client, page: BenchPage, requests: int) -> Figure:
    """Median and 95th percentile over `requests` after a warm one.

    Raises RuntimeError when the page does not show or, posted to, neither leads on nor answers a
    script.
    """

    headers = {"HX-Request": "true", "HX-Target": page.part} if page.part else {}

    def call() -> Any:
        if page.posted:
            return client.post(page.url, page.posted(), headers=headers)
        return client.get(page.url, headers=headers)

    with CaptureQueriesContext(connection) as captured:
        response = call()
    queries = len(captured)
    leads_on = response.status_code == 302 or response["Content-Type"] == "application/json"
    if not (leads_on if page.posted else response.status_code == 200):
        raise RuntimeError(f"{name}: {page.url} answered {response.status_code}")
    cpu, wall = _times(call, requests)
    return Figure(
        name,
        median(cpu),
        quantiles(cpu, n=20)[-1],
        median(wall),
        quantiles(wall, n=20)[-1],
        queries,
        len(response.content),
    )


def _times(call: Callable[[], object], count: int) -> tuple[list[float], list[float]]:
    gc.collect()
    gc.freeze()  # as schoolcare/wsgi.py does
    cpu, wall = [], []
    for _ in range(count):
        started = time.process_time(), time.perf_counter()
        call()
        cpu.append((time.process_time() - started[0]) * 1000)
        wall.append((time.perf_counter() - started[1]) * 1000)
    return cpu, wall
