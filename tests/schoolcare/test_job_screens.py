"""งานของฉัน: everybody sees, stops and fetches only what they asked for themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schoolcare import files
from schoolcare.models import AuditEvent, Job, WorkerBeat
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def make_job(by, **fields):
    return Job.objects.create(**{"kind": "test", "title": "สมุดห้อง ป.4/1", "asked_by": by} | fields)


def make_done_job(by, **fields):
    stored = files.store_result(b"%PDF-1", content_type=files.PDF, school=None, by=by)
    expires_at = timezone.now() + timedelta(days=7)
    return make_job(
        by,
        **{
            "state": "done",
            "result": stored,
            "result_name": "สมุด.pdf",
            "expires_at": expires_at,
            "message": "40 คน",
        }
        | fields,
    )


@pytest.fixture
def mine(client, teacher):
    client.force_login(teacher)
    return make_done_job(teacher)


@pytest.fixture
def theirs(client, teacher):
    client.force_login(teacher)
    return make_done_job(make_user(), title="งานของคนอื่น")


def test_job_list_holds_own_jobs_only(client, teacher, mine, theirs):
    running = make_job(teacher, title="นำเข้านักเรียน", state="running", done=10, total=40)

    response = client.get(reverse("job-list"))

    assert list(response.context["page_obj"]) == [mine]
    assert response.context["active_jobs"] == [running]
    assert 'value="10" max="40"' in response.text
    assert "10 จาก 40" in response.text
    assert "งานของคนอื่น" not in response.text


def test_job_list_empty_says_what_comes_here(client, teacher):
    client.force_login(teacher)

    assert "ยังไม่มีงาน" in client.get(reverse("job-list")).text


def test_job_list_partial_holds_active_jobs_alone(client, teacher, mine):
    make_job(teacher, title="กำลังพิมพ์", state="running")

    response = client.get(
        reverse("job-list"), headers={"HX-Request": "true", "HX-Target": "active"}
    )

    assert response.text.lstrip().startswith('<div id="active" hx-get')
    assert "กำลังพิมพ์" in response.text
    assert mine.title not in response.text


@pytest.mark.parametrize("rows", [1, 3])
def test_job_list_queries(client, teacher, rows, django_assert_num_queries):
    client.force_login(teacher)
    for _ in range(rows):
        make_done_job(teacher)
        make_job(teacher, state="running")
    client.get(reverse("job-list"))

    with django_assert_num_queries(4):
        client.get(reverse("job-list"))


def test_job_detail_done_offers_download(client, mine):
    response = client.get(mine.get_absolute_url())

    assert reverse("job-download", args=[mine.pk]) in response.text
    assert "40 คน" in response.text
    assert "hx-trigger" not in response.text


def test_job_detail_running_renews_itself(client, teacher):
    client.force_login(teacher)
    now = timezone.now()
    job = make_job(
        teacher,
        state="running",
        done=10,
        total=40,
        started_at=now - timedelta(seconds=60),
        heartbeat_at=now,
    )

    response = client.get(
        job.get_absolute_url(), headers={"HX-Request": "true", "HX-Target": "job"}
    )

    assert response.text.lstrip().startswith('<div class="box job" id="job" hx-get=')
    assert "เหลือประมาณ 3 นาที" in response.text
    assert 'value="10" max="40"' in response.text


@pytest.mark.parametrize(("alive", "shown"), [(True, False), (False, True)])
def test_job_detail_waiting_tells_when_no_worker_runs(client, teacher, alive, shown):
    client.force_login(teacher)
    if alive:
        WorkerBeat.objects.create(worker="w", at=timezone.now())

    response = client.get(make_job(teacher).get_absolute_url())

    assert ("เครื่องที่ทำงานเบื้องหลังยังไม่ตอบ" in response.text) is shown


def test_job_download_sends_file_and_records(client, mine):
    response = client.get(reverse("job-download", args=[mine.pk]))

    assert b"".join(response) == b"%PDF-1"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert AuditEvent.objects.get(action="job.download").target_id == str(mine.pk)


def test_job_download_after_expiry_sends_nothing(client, mine):
    Job.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    response = client.get(reverse("job-download", args=[mine.pk]), follow=True)

    assert response.redirect_chain == [(mine.get_absolute_url(), 302)]
    assert "หมดเวลาเก็บแล้ว" in response.text
    assert AuditEvent.objects.filter(action="job.download").count() == 0


def test_job_cancel_stops_own_job(client, teacher):
    client.force_login(teacher)
    job = make_job(teacher)

    response = client.post(reverse("job-cancel", args=[job.pk]), follow=True)

    job.refresh_from_db()
    assert (job.state, response.redirect_chain) == ("cancelled", [(job.get_absolute_url(), 302)])
    assert "ยกเลิกงานแล้ว" in response.text


def test_job_cancel_ended_job_says_so(client, mine):
    response = client.post(reverse("job-cancel", args=[mine.pk]), follow=True)

    mine.refresh_from_db()
    assert mine.state == "done"
    assert "งานนี้จบแล้ว ยกเลิกไม่ได้" in response.text


@pytest.mark.parametrize("name", ["job-detail", "job-download", "job-cancel"])
def test_job_of_another_person_is_404(client, theirs, name):
    method = client.post if name == "job-cancel" else client.get

    assert method(reverse(name, args=[theirs.pk])).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "done"


def test_job_download_after_leaving_the_school_is_404(client, teacher, school):
    client.force_login(teacher)
    url = reverse("job-download", args=[make_done_job(teacher, school=school).pk])
    before = client.get(url)
    assert b"".join(before) == b"%PDF-1"

    teacher.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))

    assert (before.status_code, client.get(url).status_code) == (200, 404)


def test_job_of_an_office_is_seen_from_the_office(client, officer, school):
    client.force_login(officer)
    job = make_done_job(officer, school=school)

    assert list(client.get(reverse("job-list")).context["page_obj"]) == [job]


@pytest.mark.parametrize("name", ["job-detail", "job-download"])
def test_job_pages_anonymous_is_sent_to_log_in(client, mine, name):
    client.logout()
    url = reverse(name, args=[mine.pk])

    response = client.get(url)

    assert (response.status_code, response.url) == (302, f"{reverse('account_login')}?next={url}")


def test_job_cancel_by_get_is_405(client, mine):
    assert client.get(reverse("job-cancel", args=[mine.pk])).status_code == 405


@pytest.mark.parametrize(
    ("state", "silent", "words"),
    [
        ("queued", 0, "งานยังไม่เริ่ม"),
        ("running", 1, ""),  # a killed worker's job is swept up after two minutes
        ("running", 3, "งานหยุดรอ"),
    ],
)
def test_job_says_when_nobody_works_on_it(client, teacher, state, silent, words):
    client.force_login(teacher)
    heartbeat = timezone.now() - timedelta(minutes=silent)
    begun = {"started_at": heartbeat} if state == "running" else {}
    job = make_job(teacher, state=state, heartbeat_at=heartbeat, **begun)

    page = client.get(job.get_absolute_url()).text

    assert ("เครื่องที่ทำงานเบื้องหลังยังไม่ตอบ" in page) == bool(words)
    assert words in page


def test_job_waiting_for_a_living_worker_says_nothing(client, teacher):
    client.force_login(teacher)
    WorkerBeat.objects.create(worker="one", at=timezone.now())

    page = client.get(make_job(teacher).get_absolute_url()).text

    assert "เครื่องที่ทำงานเบื้องหลังยังไม่ตอบ" not in page
