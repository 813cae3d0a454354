"""Fetch the pinned front-end files with `npm pack`, check them and copy what screens need.

The copies under static/vendor/ and the icon sprite are committed, so neither set-up nor tests
need npm. Run only to change a version: edit PACKAGES (sha256 of the tarball), run, commit.
"""

import hashlib
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

STATIC = Path(__file__).resolve().parent.parent / "static"


class Package(NamedTuple):
    """One npm package: what is pinned, and which of its files screens use."""

    name: str
    version: str
    sha256: str
    licence: str
    files: tuple[str, ...]

    @property
    def folder(self) -> str:
        return f"{self.name.removesuffix('.org')}-{self.version}"


PACKAGES = (
    Package(
        "bootstrap",
        "5.3.8",
        "8b02d4a7482e0f0a2b1da58f1c9c86830e96cc2f77f094f89e4681b19886bc38",
        "MIT",
        ("LICENSE", "dist/css/bootstrap.min.css"),
    ),
    Package(
        "htmx.org",
        "2.0.11",
        "165a2655073e9e6e55e307a7c74e8ebcdb76afb7701f9c16cfd106a13add408e",
        "0BSD",
        ("LICENSE", "dist/htmx.min.js"),
    ),
    Package(
        "bootstrap-icons",
        "1.13.1",
        "5ec2a52a7de279ac2f26d193dd5748343ec00ba613413bd5ab9202b36d06a8e2",
        "MIT",
        ("LICENSE",),
    ),
    Package(
        "leaflet",
        "1.9.4",
        "84c65a256e50657896f54c33bd857b6849ebe94c817803be818bf32a3dde0b77",
        "BSD-2-Clause",
        (
            *("LICENSE", "dist/leaflet.css", "dist/leaflet.js"),
            *("dist/images/layers.png", "dist/images/layers-2x.png"),
            "dist/images/marker-icon.png",
        ),
    ),
)
PICTURES = "images"  # the folder that a package's own style sheet looks into

# Name in templates → drawing of Bootstrap Icons; only these stand in the sprite.
ICONS = {
    "arrow-down": "arrow-down",
    "arrow-up": "arrow-up",
    "back": "chevron-left",
    "bad": "x-circle-fill",
    "bell": "bell",
    "board": "grid-3x3-gap",
    "calendar": "calendar3",
    "camera": "camera",
    "chart": "bar-chart",
    "chat": "chat-left-text",
    "clipboard": "clipboard2-check",
    "clock": "clock",
    "committee": "people-fill",
    "copy": "copy",
    "danger": "shield-exclamation",
    "done": "check-circle-fill",
    "download": "download",
    "draft": "pencil-square",
    "drop": "chevron-down",
    "excel": "file-earmark-spreadsheet",
    "eye": "eye",
    "eye-off": "eye-slash",
    "external": "box-arrow-up-right",
    "file": "file-earmark-text",
    "filter": "funnel",
    "flag": "flag",
    "gear": "gear",
    "go": "chevron-right",
    "heart": "heart",
    "history": "clock-history",
    "home": "house-door",
    "house": "house",
    "image": "image",
    "info": "info-circle-fill",
    "job": "hourglass-split",
    "key": "key",
    "late": "exclamation-circle-fill",
    "letter": "envelope",
    "link": "link-45deg",
    "list": "list-ul",
    "locate": "crosshair",
    "lock": "shield-lock",
    "log-in": "box-arrow-in-right",
    "log-out": "box-arrow-right",
    "map": "geo-alt",
    "menu": "list",
    "money": "gift",
    "network": "diagram-3",
    "new": "plus-circle-fill",
    "none": "dash-lg",
    "note": "journal-text",
    "offline": "cloud-slash",
    "ok": "check-lg",
    "pdf": "file-earmark-pdf",
    "pen": "pen",
    "pencil": "pencil",
    "people": "people",
    "person": "person",
    "person-check": "person-check",
    "person-plus": "person-plus",
    "phone": "telephone",
    "plus": "plus-lg",
    "print": "printer",
    "refresh": "arrow-repeat",
    "return": "arrow-return-left",
    "same": "arrow-left-right",
    "saved": "cloud-check",
    "school": "building",
    "search": "search",
    "send": "send",
    "shield": "shield-check",
    "sort": "arrow-down-up",
    "star": "star",
    "trash": "trash3",
    "undo": "arrow-counterclockwise",
    "up": "chevron-up",
    "upload": "upload",
    "village": "houses",
    "visit": "house-heart",
    "warn": "exclamation-triangle-fill",
    "x": "x-lg",
}


def fetch(package: Package, into: Path) -> Path:
    """Download and unpack a package; stop where the tarball is not the pinned one."""
    spec = f"{package.name}@{package.version}"
    npm = shutil.which("npm") or "npm"
    command = [npm, "pack", "--silent", "--ignore-scripts", "--pack-destination", str(into), spec]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- fixed words
    tarball = into / f"{package.name}-{package.version}.tgz"
    found = hashlib.sha256(tarball.read_bytes()).hexdigest()
    if found != package.sha256:
        raise SystemExit(f"{spec}: sha256 {found}, expected {package.sha256}")
    target = into / package.folder
    with tarfile.open(tarball) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def copy(package: Package, source: Path) -> None:
    """Copy the wanted files into static/vendor/, flat but for pictures; source map comments name
    files we lack.
    """
    target = STATIC / "vendor" / package.folder
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for file in package.files:
        if Path(file).parent.name == PICTURES:
            (target / PICTURES).mkdir(exist_ok=True)
            shutil.copyfile(source / file, target / PICTURES / Path(file).name)
            continue
        text = (source / file).read_text(encoding="utf-8")
        text = re.sub(r"\n?(/\*|//)# sourceMappingURL=\S+( \*/|\*/)?", "", text)
        (target / Path(file).name).write_text(text, encoding="utf-8")


def build_sprite(source: Path) -> None:
    """One SVG of symbols `i-<name>`, in the order of their names."""
    symbols = []
    for name, drawing in sorted(ICONS.items()):
        svg = (source / "icons" / f"{drawing}.svg").read_text(encoding="utf-8")
        shapes = " ".join(re.sub(r"</?svg[^>]*>", "", svg).split()).replace("> <", "><")
        symbols.append(f'<symbol id="i-{name}" viewBox="0 0 16 16">{shapes}</symbol>')
    text = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    (STATIC / "img" / "icons.svg").write_text(text, encoding="utf-8")


def write_readme() -> None:
    """The list of versions and licences that stands beside the copies."""
    rows = [f"| {p.name} | {p.version} | {p.licence} | `{p.sha256}` |" for p in PACKAGES]
    head = [
        "# Front-end files of others",
        "",
        "Copied and checked by `scripts/vendor.py`; change versions there, never by hand.",
        "The drawings of Bootstrap Icons stand in `static/img/icons.svg`.",
        "",
        "| package | version | licence | sha256 of the npm tarball |",
        "|---|---|---|---|",
    ]
    text = "\n".join([*head, *rows]) + "\n"
    (STATIC / "vendor" / "README.md").write_text(text, encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            source = fetch(package, Path(folder))
            copy(package, source)
            if package.name == "bootstrap-icons":
                build_sprite(source)
            print(f"{package.name} {package.version}")
    write_readme()


if __name__ == "__main__":
    main()
