"""The rules of the house that a machine can read: arrows, sizes, names, templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("schoolcare", "students", "homevisits", "committee", "community")
MAY_IMPORT = {
    "schoolcare": {"schoolcare"},
    "students": {"students", "schoolcare"},
    "homevisits": {"homevisits", "students", "schoolcare"},
    "committee": {"committee", "students", "schoolcare"},
    "community": {"community", "students", "schoolcare"},
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base", "stuff"}
NAMED_BY_DJANGO = {"schoolcare/postgresql/base.py"}  # it looks for a backend under this name
LONGEST_FILE, LONGEST_TEMPLATE = 400, 150
LONGEST_FUNCTION, LONGEST_TEST = 40, 25  # 30 is the aim where it is no view
WRITTEN_BY_DJANGO = {f"{app}/migrations" for app in APPS}
# Papers are styled by print.css alone too, but may fill custom properties (columns, sizes).
PAPER_FOLDERS = {"print"}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|<style|\son[a-z]+=|javascript:", re.I)


def sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if short(path.parent) not in WRITTEN_BY_DJANGO)


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.AST) -> set[str]:
    """First parts of all absolute imports, those inside functions too."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." if node.level else str(node.module))
    return {name.split(".")[0] for name in names}


def functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef, int]]:
    """Every function with the lines from its `def` to its end."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield f"{short(path)}:{node.name}", node, lines


@pytest.mark.parametrize("app", APPS)
def test_arrows_point_down_only(app):
    """settings.py and urls.py of the project name the apps; nothing else in the kit does."""
    composed = {ROOT / "schoolcare/settings.py", ROOT / "schoolcare/urls.py"}
    wrong = {
        short(path): beyond
        for path in (ROOT / app).rglob("*.py")
        if path not in composed
        and (beyond := imported(ast.parse(path.read_text("utf-8"))) & set(APPS) - MAY_IMPORT[app])
    }

    assert wrong == {}


def test_imports_are_absolute():
    relative = [
        short(path)
        for path in sources(*APPS, "tests")
        if any(
            isinstance(node, ast.ImportFrom) and node.level
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
        )
    ]

    assert relative == []


def test_product_imports_nothing_of_its_tests():
    assert [
        short(path)
        for path in sources(*APPS)
        if "tests" in imported(ast.parse(path.read_text("utf-8")))
    ] == []


def test_files_are_short():
    long = {
        short(path): lines
        for path in sources(*APPS, "tests", "scripts")
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_functions_are_short():
    long = {
        name: lines
        for path in sources(*APPS)
        for name, _node, lines in functions(path)
        if lines > LONGEST_FUNCTION
    }

    assert long == {}


def test_tests_are_short():
    long = {
        name: lines
        for path in sources("tests")
        for name, node, lines in functions(path)
        if node.name.startswith("test_") and lines > LONGEST_TEST
    }

    assert long == {}


def test_templates_are_short():
    long = {
        short(path): lines
        for path in (ROOT / "templates").rglob("*.html")
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_TEMPLATE
    }

    assert long == {}


def test_comments_of_templates_end_on_their_line():
    """One that goes on is no comment: people read it on the page."""
    going_on = {
        short(path)
        for path in (ROOT / "templates").rglob("*.html")
        if any("{#" in line and "#}" not in line for line in path.read_text("utf-8").splitlines())
    }

    assert going_on == set()


def test_screens_hold_no_inline_style_or_script():
    """The content security policy forbids them; papers never reach a browser."""
    inline = {
        short(path): found
        for path in (ROOT / "templates").rglob("*.html")
        if not PAPER_FOLDERS & set(path.relative_to(ROOT).parts)
        and (found := INLINE.findall(without_comments(path.read_text("utf-8"))))
    }

    assert inline == {}


def without_comments(text: str) -> str:
    return re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", text, flags=re.S)


def test_modules_are_named_for_their_subject():
    vague = [
        short(path)
        for path in sources(*APPS)
        if set(re.split(r"[_.]", path.name)) & VAGUE or path.parent.name in VAGUE
    ]

    assert {*vague} - NAMED_BY_DJANGO == set()


def test_migrations_are_named_by_intent():
    found = [
        short(path)
        for app in APPS
        for path in (ROOT / app / "migrations").glob("[0-9]*.py")
        if not re.fullmatch(r"\d{4}_[a-z][a-z_0-9]+\.py", path.name)
        or re.search(r"_auto_|_alter_[a-z]+_[a-z]+_and_more", path.name)
    ]

    assert found == []


def test_booleans_are_keyword_only():
    positional = [
        f"{name}({argument.arg})"
        for path in sources(*APPS)
        if path.parent.name != "templatetags"  # filters take theirs by position
        for name, node, _lines in functions(path)
        if node.name != "save"  # its shape is Django's
        for argument in node.args.args
        if isinstance(argument.annotation, ast.Name) and argument.annotation.id == "bool"
    ]

    assert positional == []


def test_forms_name_their_fields():
    whole = [
        short(path)
        for path in sources(*APPS)
        if re.search(r'"__all__"|exclude = ', path.read_text())
    ]

    assert whole == []


def test_services_take_by_and_are_atomic():
    """Whoever records a change does it in one transaction, in the name of somebody."""
    loose = [
        name
        for path in sources("students/services", "homevisits/services")
        for name, node, _lines in functions(path)
        if records(node) and not (takes_by(node) and is_atomic(node))
        if not node.name.startswith("_")
    ]

    assert loose == []


def records(node: ast.FunctionDef) -> bool:
    called = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
    named = (one for one in called if isinstance(one, ast.Attribute) and one.attr == "record")
    return any(ast.unparse(one) == "audit.record" for one in named)


def takes_by(node: ast.FunctionDef) -> bool:
    return "by" in {argument.arg for argument in node.args.kwonlyargs}


def is_atomic(node: ast.FunctionDef) -> bool:
    return "transaction.atomic" in {ast.unparse(one) for one in node.decorator_list} or any(
        isinstance(inner, ast.With) and "transaction.atomic()" in ast.unparse(inner.items[0])
        for inner in ast.walk(node)
    )


def test_nothing_points_outside_the_project():
    """No machine's path and no neighbour folder in what is shipped."""
    outside = re.compile(r"\.\./shared|/home/[a-z]+/|/wo" + r"rk/")
    kinds = {".py", ".html", ".css", ".js", ".md", ".toml", ".sh"}
    folders = [*APPS, "templates", "static/css", "static/js", "tests", "docs", "scripts"]
    found = [
        short(path)
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in kinds and outside.search(path.read_text("utf-8"))
    ]

    assert [name for name in found if name != "tests/test_conventions.py"] == []
