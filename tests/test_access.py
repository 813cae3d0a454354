"""Every address of the product against everybody who must not get in."""

from collections import defaultdict
from copy import copy
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.urls import reverse

from schoolcare.access import GRANTS, Permission, Reach, Role
from schoolcare.models import School
from tests import care_rows
from tests.access_place import SECRET, fill, make_place
from tests.access_rights import RIGHTS
from tests.access_rows import NO_ROWS, PUPIL_ROWS, ROWS, SCHOOL_ROWS
from tests.committee import meeting_rows
from tests.community import rows_activities, rows_feeds, rows_procedures, rows_projects
from tests.community.rows_calendar import CALENDAR_POST_ONLY
from tests.community.rows_experts import EXPERT_POST_ONLY
from tests.community.rows_partners import PARTNER_POST_ONLY
from tests.community.rows_resources import RESOURCE_POST_ONLY
from tests.factories import make_adviser, make_classroom, make_user
from tests.urlconf import addresses, own_addresses

OWN = {address.name: address for address in own_addresses()}
# One answers ok or broken, one leads to a static file; components exists with DEBUG only. A reply
# asks for a signed link: tests/committee/test_reply_links.py.
WITHOUT_LOGIN = {"favicon", "healthz", "committee:reply", "committee:reply-paper"}
WITHOUT_LOGIN |= rows_feeds.WITHOUT_LOGIN
GUARDED = {name: one for name, one in OWN.items() if name not in {*WITHOUT_LOGIN, "components"}}

POST_ONLY = (meeting_rows.POST_ONLY | PARTNER_POST_ONLY | rows_projects.POST_ONLY) | {
    *("committee:link-create", "committee:link-renew", "committee:link-withdraw"),
    "committee:own-reply",
    *("committee:line-off", "committee:line-withdraw"),
    "committee:monitoring-close",
    "committee:monitoring-drop",
    "committee:monitoring-open",
    "committee:order-create",
    "committee:question-remove",
    "committee:report-close",
    "committee:report-send",
    "committee:report-start",
    "committee:yearly-issue",
    "step-open",
    *("job-cancel", "membership-end", "person-verb", "workplace-switch"),
    *("settings-term-open", "settings-village-leave", "settings-head-remove"),
    "committee:rule-set-drop",
    *("students:import-commit", "students:import-drop"),
    *("students:adviser-remove", "students:classroom-remove", "students:guardian-remove"),
    "students:photo-remove",
    *("students:identifier-reveal", "students:student-find", "students:student-search"),
    *("homevisits:visit-start", "homevisits:visit-submit"),
    *("homevisits:photo-add", "homevisits:photo-remove"),
    *("homevisits:visit-approve", "homevisits:visit-return"),
    *("homevisits:round-close", "homevisits:round-reopen"),
    *("homevisits:alert-acknowledge", "homevisits:alert-handle"),
    *("homevisits:alert-assign", "homevisits:alert-exclude"),
    *("committee:import-commit", "committee:import-drop"),
    *("committee:confirmation-certify", "committee:confirmation-return"),
    "committee:receipt-acknowledge",
    *("committee:member-reveal", "committee:remark-create", "committee:remark-settle"),
}
POST_ONLY |= rows_activities.POST_ONLY | rows_procedures.POST_ONLY
POST_ONLY |= CALENDAR_POST_ONLY
POST_ONLY |= rows_feeds.POST_ONLY
POST_ONLY |= RESOURCE_POST_ONLY | EXPERT_POST_ONLY | care_rows.listed("POST_ONLY")

# Addresses of allauth, looked at one by one: who may see them.
ANYBODY = {
    "account_confirm_email",  # verification is off: any key is unknown
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",  # says that it is closed
}
# These lead somebody who is not half-way through a log-in back to its beginning.
HALF_WAY = {"account_confirm_login_code", "mfa_authenticate"}
SIGNED_IN = {
    "account_change_password",
    "account_email",  # ours answers first: one's own page
    "account_logout",
    "account_reauthenticate",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "usersessions_list",  # ours too
}


def some(names, size: int = 15):
    """Names of addresses, some at a time: they share a place, whose rows take longest to make."""
    names = sorted(names)
    parts = [names[at : at + size] for at in range(0, len(names), size)]
    return pytest.mark.parametrize("names", parts, ids=lambda part: f"{part[0]}...")


def url_of(name: str, kwargs: dict | None = None) -> str:
    return reverse(name, kwargs=OWN[name].any_kwargs if kwargs is None else kwargs)


def ask(client, name: str, kwargs: dict | None = None) -> int:
    """The status of the address, asked by the method it takes."""
    method = client.post if name in POST_ONLY else client.get
    response = method(url_of(name, kwargs))
    response.getvalue()  # reads and closes what is streamed
    return response.status_code


def may(role: Role, permission: Permission) -> bool:
    return permission is Permission.SIGNED_IN or permission in GRANTS[role]


def test_third_party_addresses_are_reviewed():
    foreign = {address.name for address in addresses() if not address.is_own}

    assert foreign == ANYBODY | HALF_WAY | SIGNED_IN


def test_third_party_pages_for_signed_in_people_ask_to_log_in(client, db):
    asked = {name: client.get(reverse(name)) for name in sorted(SIGNED_IN | HALF_WAY)}

    login = reverse("account_login")
    assert {name for name, answer in asked.items() if answer.status_code != 302} == set()
    gone_elsewhere = {name for name, answer in asked.items() if not answer.url.startswith(login)}
    assert gone_elsewhere <= {"account_logout"}  # goes home, which asks to log in


def test_every_view_declares_a_permission():
    assert [name for name, one in GUARDED.items() if one.permission not in set(Permission)] == []


def test_addresses_for_everybody_signed_in_are_reviewed():
    """One's own pages, and papers, whose permission is that of the paper."""
    own = {"home", "profile", "profile-signature", "account_email", "workplace-switch"}
    own |= {"usersessions_list"}
    jobs = {"job-list", "job-detail", "job-cancel", "job-download"}
    papers = {f"document-{page}" for page in ("list", "print", "pdf", "sheet", "others")}

    found = {name for name, one in GUARDED.items() if one.permission is Permission.SIGNED_IN}

    assert found == own | jobs | papers


def test_every_address_asks_for_its_reviewed_right():
    reviewed = {name: right for right, names in RIGHTS.items() for name in names.split()}

    asked = {name: one.permission for name, one in GUARDED.items()}

    assert asked == reviewed | dict.fromkeys(asked.keys() - reviewed, Permission.SIGNED_IN)


@some(GUARDED)
def test_anonymous_is_sent_to_log_in(client, db, names):
    method = {name: client.post if name in POST_ONLY else client.get for name in names}

    answers = {name: method[name](url_of(name)) for name in names}

    login = reverse("account_login") + "?next="
    led = {name: answer.headers.get("Location", "") for name, answer in answers.items()}
    assert {name: to for name, to in led.items() if not to.startswith(login)} == {}
    assert {answer.status_code for answer in answers.values()} == {302}


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_role_without_the_permission_is_refused(client, school, role):
    is_above = role in {Role.DISTRICT_OFFICER, Role.SUPERVISOR, Role.DISTRICT_ADMIN}
    place = {"district": school.district} if is_above else {"school": school}
    client.force_login(make_user(role, **place))
    # One address a permission: that each asks for its own is said above.
    one_each = {one.permission: name for name, one in GUARDED.items()}
    forbidden = [name for permission, name in one_each.items() if not may(role, permission)]

    answers = {name: ask(client, name) for name in forbidden}

    assert {name: status for name, status in answers.items() if status != 403} == {}
    assert forbidden


def test_account_without_a_role_is_refused_everywhere(client, school):
    account = make_user(Role.AUDITOR, school=school)
    account.memberships.all().delete()
    client.force_login(account)
    limited = {n for n, one in GUARDED.items() if one.permission is not Permission.SIGNED_IN}

    answers = {name: ask(client, name) for name in limited}

    assert {name: status for name, status in answers.items() if status != 403} == {}


@some(GUARDED)
def test_verbs_are_post_only(client, db, names):
    client.force_login(make_place().everybody)

    refused = {name for name in names if client.get(url_of(name)).status_code == 405}

    assert refused == POST_ONLY & set(names)


def test_every_address_with_arguments_has_a_row():
    with_arguments = {name for name, one in GUARDED.items() if one.converters}

    assert with_arguments == set(ROWS) | NO_ROWS


def asked_apart(client, place, rows) -> dict[str, int]:
    """The status of each address with its row of the place; no row is there for the next."""
    found = {}
    for name, row in rows.items():
        with transaction.atomic():
            found[name] = ask(client, name, row(copy(place)))  # it remembers what it made
            transaction.set_rollback(True)
    return found


@some(set(ROWS) - POST_ONLY)
def test_row_is_there_for_the_insider(client, db, names):
    """Proves that the rows below are really hidden, not missing."""
    place = make_place()
    client.force_login(place.everybody)

    answers = asked_apart(client, place, {name: ROWS[name] for name in names})

    assert {name: status for name, status in answers.items() if status not in {200, 302}} == {}


@some(ROWS)
def test_row_of_another_school_is_not_found(client, db, names):
    place = make_place()
    client.force_login(make_place().everybody)

    answers = asked_apart(client, place, {name: ROWS[name] for name in names})

    assert {name: status for name, status in answers.items() if status != 404} == {}


@some(PUPIL_ROWS)
def test_pupil_of_another_class_is_not_found(client, db, names):
    place = make_place()
    client.force_login(make_adviser(make_classroom(place.school, room=2)))
    reach = {name: GRANTS[Role.ADVISER].get(OWN[name].permission) for name in names}
    expected = {None: 403, Reach.OWN_CLASSES: 404}

    answers = asked_apart(client, place, {name: PUPIL_ROWS[name] for name in names})

    assert answers == {name: expected[reach[name]] for name in names}


def words_of(client, name: str) -> str:
    """What an address answers, the parts of a workbook included."""
    content = client.get(url_of(name)).getvalue()
    if content[:2] != b"PK":
        return content.decode()
    with ZipFile(BytesIO(content)) as book:
        return "".join(book.read(part).decode() for part in book.namelist())


# Lists, and what of the insider's school stands on them.
LISTS = {
    **rows_projects.LISTS,
    **care_rows.named("LISTS"),
    "audit-log": "secretโรงเรียน",
    "job-list": SECRET,
    "number-list": SECRET,
    "person-list": SECRET,
    "settings-home": SECRET,
    "students:import-list": SECRET,
    "students:student-export": SECRET,
    "students:student-list": SECRET,
    "committee:import-list": SECRET,
    "committee:circular-list": SECRET,
    "committee:order-list": SECRET,
    "committee:network-list": SECRET,
    "committee:trained-list": SECRET,
    "committee:training-list": SECRET,
    "committee:receipt-list": SECRET,
    "committee:meeting-list": SECRET,
    "committee:own-list": SECRET,
    "committee:resolution-list": SECRET,
    "committee:registry": SECRET,
    "committee:school-list": SECRET,
    "homevisits:alert-list": SECRET,
    "homevisits:follow-up-list": SECRET,
    "homevisits:review-list": SECRET,
    "homevisits:visit-list": SECRET,
}
PLAIN = {name for name, one in GUARDED.items() if not one.converters} - POST_ONLY


@some(LISTS)
def test_list_holds_the_rows_of_the_insider(client, db, names):
    """Proves that the rows below could leak."""
    client.force_login(fill(make_place()).everybody)

    assert [name for name in names if LISTS[name] not in words_of(client, name)] == []


def shows(word: str) -> bool:
    """Whether a page betrays the insider's school."""
    return SECRET in word or LISTS["audit-log"] in word


@some(PLAIN)
def test_list_holds_nothing_of_another_school(client, db, names):
    fill(make_place())
    client.force_login(make_place().everybody)

    assert [name for name in names if shows(words_of(client, name))] == []


@some(PLAIN)
def test_list_holds_nothing_of_a_school_where_one_only_sits_on_the_board(client, db, names):
    """The chosen school narrows what one may see; it gives nothing."""
    place, person = fill(make_place()), make_place().everybody
    School.objects.filter(pk=place.school.pk).update(name="บ้านอื่น")  # its name stands above
    person.memberships.create(role=Role.BOARD_MEMBER, school=place.school)
    client.force_login(person)
    client.post(reverse("workplace-switch"), {"school": place.school.pk})

    assert [name for name in names if shows(words_of(client, name))] == []
    assert client.get("/").wsgi_request.workplace.school == place.school


def test_tables_name_addresses_once():
    counts = defaultdict(int)
    for name in [*SCHOOL_ROWS, *PUPIL_ROWS, *NO_ROWS]:
        counts[name] += 1

    assert {name for name, count in counts.items() if count > 1} == set()
