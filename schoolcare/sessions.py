"""Who asks for a page: session, person, roles and terms in one query (decision 0014)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db.models import CharField, DateTimeField, Model, OuterRef, QuerySet
from django.utils import timezone

from schoolcare.asked_together import Told, day
from schoolcare.models import District, Membership, School, Session, Term, User
from schoolcare.models.accounts import NEEDED
from schoolcare.prepared import Prepared, Slot

USING = "default"


class Part(NamedTuple):
    """The columns of a row that make one record."""

    model: type[Model]
    path: str
    names: list[str]
    first: int

    def of(self, row: Any) -> Any:
        """The record; None where the row has none, as of a person without a role."""
        values = row[self.first : self.first + len(self.names)]
        return None if values[0] is None else self.model.from_db(USING, self.names, values)


def _parts() -> Iterator[Part]:
    """Names in the order of the model's fields, as `from_db` reads them."""
    every = [field.attname for field in User._meta.concrete_fields]
    roles = [(f"user__memberships__{path}", names) for path, names in NEEDED.items()]
    models, first = (User, Membership, School, District), 1  # after the session's own column
    for model, (path, wanted) in zip(models, [("user__", every), *roles], strict=True):
        fields = [field.attname for field in model._meta.concrete_fields]
        names = [name for name in fields if name in wanted]
        yield Part(model, path, names, first)
        first += len(names)


PERSON, ROLE, SCHOOL, OFFICE = PARTS = tuple(_parts())


class SessionStore(db.SessionStore):
    """Django's, where a session knows whose it is and brings that person along."""

    owner: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        found: Any = super().create_model_instance(data)
        found.user_id = data.get(SESSION_KEY)
        return found

    def _get_session_from_db(self) -> Session | None:
        """One row for each role of the person, each with session and person."""
        rows = SESSIONS.values(key=self.session_key, now=timezone.now())
        if not rows:
            self._session_key = None
            return None
        self.owner = PERSON.of(rows[0])
        if self.owner:
            self.owner.held = [role for row in rows if (role := _role(row))]
        return Session(session_data=rows[0][0])


def _role(row: Any) -> Membership | None:
    role: Membership | None = ROLE.of(row)
    if role:
        role.school, role.district = SCHOOL.of(row), OFFICE.of(row)
    if role and role.school:
        role.school.every_term = [_term(role.school, told) for told in row[-1] or []]
    return role


def _term(school: School, told: dict[str, Any]) -> Term:
    dates = {name: day(told[name]) for name in ("starts_on", "ends_on")}
    values = told | dates | {"id": told["pk"], "school_id": school.pk}
    names = [field.attname for field in Term._meta.concrete_fields]
    return Term.from_db(USING, names, [values[name] for name in names])


def _sessions() -> QuerySet[Session, Any]:
    living = Session.objects.filter(
        session_key=Slot("key", CharField()), expire_date__gt=Slot("now", DateTimeField())
    )
    columns = [f"{part.path}{name}" for part in PARTS for name in part.names]
    terms = Term.objects.filter(school=OuterRef("user__memberships__school"))
    told = Told(terms, "year", "semester", "starts_on", "ends_on")
    return living.values_list("session_data", *columns, told)


SESSIONS = Prepared(_sessions)
