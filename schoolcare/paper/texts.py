"""The edited text of a paper: kept with its record, one version at a time."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from schoolcare import audit
from schoolcare.documents import Document
from schoolcare.models import DocumentText, User
from schoolcare.paper.body import MADE_FROM, NUMBER


class TextClashError(ValidationError):
    """Somebody has saved `latest` since the author opened the page."""

    def __init__(self, latest: DocumentText) -> None:
        super().__init__(
            "มีผู้อื่นบันทึกข้อความนี้หลังจากที่คุณเปิดหน้านี้ กรุณาเทียบกับข้อความล่าสุดที่แสดงไว้ แล้วบันทึกอีกครั้ง",
            code="clash",
        )
        self.latest = latest


@transaction.atomic
def save_text(
    document: Document, body: Mapping[str, str], *, version: int, by: User
) -> DocumentText:
    """Keep `body` as the text of this paper; `version` is the one its author saw, 0 for none.

    Raises TextClashError when somebody has saved since.
    """
    marked = dict(body) | {MADE_FROM: document.default_mark}
    return _write(document, marked, version=version, by=by)


@transaction.atomic
def renew_text(document: Document, *, version: int, by: User) -> DocumentText:
    """Let the text follow the records again; only a number that was typed stays.

    Raises TextClashError when somebody has saved since `version`.
    """
    stored = document.text.body if document.text else {}
    number = {name: text for name, text in stored.items() if name == NUMBER.name}
    return _write(document, number, version=version, by=by)


def _write(document: Document, body: dict[str, str], *, version: int, by: User) -> DocumentText:
    place = document.subject.place
    if not any(place.values()):
        raise LookupError(f"{document.slug} is nobody's, so its text has no place")
    text, created = DocumentText.objects.select_for_update().get_or_create(
        slug=document.slug,
        **place,
        subject_key=document.text_key,
        defaults={"body": body, "updated_by": by},
    )
    if not created:
        if text.version != version:
            raise TextClashError(text)
        text.body, text.version, text.updated_by = body, version + 1, by
        text.save(update_fields=["body", "version", "updated_by", "updated_at"])
    where = {f"{name}_id": owner.pk for name, owner in place.items() if owner}
    audit.record("document.edit", text, by=by, **where, slug=document.slug)
    return text
