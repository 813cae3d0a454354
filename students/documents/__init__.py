"""The papers of the pupil registry; importing this package puts them into the catalogue."""

from students.documents.class_list import ClassList
from students.documents.class_records import ClassRecords
from students.documents.conduct_rules import ConductRulesPaper
from students.documents.student_record import StudentRecord

__all__ = ["ClassList", "ClassRecords", "ConductRulesPaper", "StudentRecord"]
