"""Small drawn pictures of activities: no real place or person is shown."""

import random
from collections.abc import Callable
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

SIZE = (800, 600)
SHIRTS = ["#c14b4b", "#3b6ea5", "#e0a526", "#4f8a55", "#7d5ba6"]
SKIN, DARK = "#c99b74", "#3a2d24"
Pen = ImageDraw.ImageDraw


def procession(draw: random.Random) -> ContentFile:
    """A row of people on the way to a temple, seen from afar."""
    pen, done = _scene("#cfe6f5", "#d9c9a3")
    pen.rectangle((520, 230, 740, 400), fill="#f3ead6", outline="#8a6d3b", width=3)
    pen.polygon([(490, 235), (630, 110), (770, 235)], fill="#b0413e")
    pen.polygon([(550, 175), (630, 60), (710, 175)], fill="#e0a526")
    for left in range(60, 500, 75):
        _person(pen, left, draw.randint(395, 425), 1.0, draw.choice(SHIRTS))
    return done()


def garden(draw: random.Random) -> ContentFile:
    """Beds of vegetables, nobody to be seen."""
    pen, done = _scene("#d8ecf6", "#a9774c")
    for top in range(330, 600, 75):
        pen.rectangle((40, top, 760, top + 42), fill="#6b4528")
        for left in range(60, 740, 46):
            size = draw.randint(12, 19)
            box = (left - size, top + 6 - size, left + size, top + 6 + size)
            pen.ellipse(box, fill=draw.choice(["#3f8f46", "#5aa84f", "#77b255"]))
    return done()


def portrait(draw: random.Random) -> ContentFile:
    """Three pupils close by, who could be recognised."""
    pen, done = _scene("#f2e6cf", "#c8b28a")
    for left in (170, 400, 630):
        _person(pen, left, 330 + draw.randint(-15, 15), 3.2, draw.choice(SHIRTS))
    return done()


def _person(pen: Pen, left: int, top: int, size: float, shirt: str) -> None:
    """Head and body; `left` and `top` of the middle of the shoulders, in pixels."""
    head, half, tall = 14 * size, 20 * size, 70 * size
    pen.rounded_rectangle((left - half, top, left + half, top + tall), 8 * size, fill=shirt)
    pen.ellipse((left - head, top - 2 * head, left + head, top), fill=SKIN)
    pen.pieslice((left - head, top - 2.1 * head, left + head, top), 180, 360, fill=DARK)


def _scene(sky: str, ground: str) -> tuple[Pen, Callable[[], ContentFile]]:
    """What to draw on, and what makes a file of it."""
    picture = Image.new("RGB", SIZE, sky)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 320, *SIZE), fill=ground)

    def done() -> ContentFile:
        buffer = BytesIO()
        picture.save(buffer, "JPEG", quality=80)
        return ContentFile(buffer.getvalue(), name="picture.jpg")

    return pen, done
