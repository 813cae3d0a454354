"""Addresses of the care work, put together from every tests/students/rows_<noun>.py.

Such a module gives what it has of: RIGHTS (permission → names), SCHOOL_ROWS and PUPIL_ROWS (name →
function of the place), POST_ONLY, NO_ROWS and NO_TRAIL (names), WRITES (name → what makes a Trail),
LOOKS (name → action), OF_A_PUPIL (nouns of the log whose events name a pupil), LISTS (name → words
of the insider's school on it).
"""

from importlib import import_module
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "students"
MODULES = [
    import_module(f"tests.students.{path.stem}") for path in sorted(FOLDER.glob("rows_*.py"))
]


def named(name: str) -> dict[str, Any]:
    """The mappings of all modules in one."""
    return {key: value for one in MODULES for key, value in getattr(one, name, {}).items()}


def listed(name: str) -> set[str]:
    return {value for one in MODULES for value in getattr(one, name, ())}


def rights() -> dict[Any, str]:
    """Names by permission; several modules may name one permission."""
    found: dict[Any, str] = {}
    for one in MODULES:
        for permission, names in getattr(one, "RIGHTS", {}).items():
            found[permission] = f"{found.get(permission, '')} {names}".strip()
    return found
