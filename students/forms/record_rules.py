"""What a school asks for before a record counts as complete."""

from schoolcare.forms import ScopedModelForm
from students.completeness import RECORD_PARTS
from students.models import RecordRule


class RecordRuleForm(ScopedModelForm):
    class Meta:
        model = RecordRule
        fields = [part.asks for part in RECORD_PARTS]
