"""scripts/setup.sh on machines where something is missing: it says what, and installs nothing."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

NEEDED = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
LIBRARIES = "libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0"


@pytest.fixture
def machine(tmp_path):
    """A copy of the script and a machine of fake programs; what setup says there."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(Path(settings.BASE_DIR, "scripts/setup.sh"), tmp_path / "scripts")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("bash", "dirname", "grep", "cat", "rm"):
        (programs / name).symlink_to(shutil.which(name))

    def run(wanted="run", PYTHON="python3", **fakes):  # noqa: N803 -- as the shell names it
        for name, line in fakes.items():
            (programs / name.replace("_", "-")).write_text(f"#!{shutil.which('bash')}\n{line}\n")
            (programs / name.replace("_", "-")).chmod(0o755)
        command = [programs / "bash", tmp_path / "scripts/setup.sh", wanted]
        env = {"PATH": str(programs), "PYTHON": PYTHON}
        done = subprocess.run(  # noqa: S603 -- our own script
            command, env=env, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr

    yield run
    assert not (tmp_path / "installed").exists()
    assert not (tmp_path / ".venv").exists()


def test_not_root_without_python_is_told_every_package(machine):
    code, said = machine(id="echo 1000", ldconfig="true", apt_get=": > installed")

    assert code == 1
    assert (
        f"sudo apt-get install -y --no-install-recommends python3 python3-venv {NEEDED}\n" in said
    )
    assert said.endswith(
        "Stopped: Python 3.11 or newer is needed as python3, with its venv module.\n"
    )


def test_root_without_apt_is_told_the_same(machine):
    code, said = machine(id="echo 0", ldconfig="true")

    assert code == 1
    assert f"python3 python3-venv {NEEDED}\n" in said


def test_old_python_is_named(machine):
    code, said = machine(id="echo 1000", ldconfig="true", python3="exit 1")

    assert (code, "Python 3.11 or newer" in said) == (1, True)


def test_tests_also_name_the_browser_and_the_pdf_reader(machine):
    _, said = machine("test", id="echo 1000", ldconfig="true")

    assert f"python3 python3-venv {NEEDED} chromium poppler-utils\n" in said


def test_libraries_that_are_there_are_not_named(machine):
    _, said = machine(id="echo 1000", ldconfig=f"echo {LIBRARIES}")

    assert "--no-install-recommends python3 python3-venv\n" in said


def test_first_python_that_will_do_is_taken(machine):
    code, said = machine(
        PYTHON="old fine",
        id="echo 1000",
        ldconfig=f"echo {LIBRARIES}",
        old="exit 1",
        fine='[[ $1 == -m ]] && echo "made with $0" && exit 1 || exit 0',
    )

    assert (code, "missing" in said) == (1, False)
    assert "/bin/fine" in said
