"""Statistics: words of the log, what pupils are counted by."""

from schoolcare.audit_words import FACTS, NOUNS
from students import dimensions  # noqa: F401 -- registers itself

NOUNS |= {"statistics": "สถิตินักเรียน", "care_count": "ความก้าวหน้างานดูแลช่วยเหลือ"}
FACTS |= {"dimension": "นับตาม"}
