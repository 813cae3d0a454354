"""Small drawn pictures of houses and rooms: no real home is shown."""

import random
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

SIZE = (800, 600)
WALLS = ["#e8d8b0", "#cfe0d6", "#e4cfc0", "#d3d9e8", "#efe6c9"]
ROOFS = ["#8c3f2b", "#4a5a6a", "#6b4a2b", "#77808a"]


def outside(draw: random.Random) -> ContentFile:
    """A house under the sky, roof and walls visible."""
    picture = Image.new("RGB", SIZE, "#bcdcf0")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 400, 800, 600), fill="#8fb573")
    pen.rectangle((200, 260, 620, 500), fill=draw.choice(WALLS), outline="#555", width=3)
    pen.polygon([(160, 260), (410, draw.randint(90, 160)), (660, 260)], fill=draw.choice(ROOFS))
    pen.rectangle((370, 340, 450, 500), fill="#6b4a2b")
    for left in (240, 500):
        pen.rectangle((left, 320, left + 80, 400), fill="#dff1fb", outline="#555", width=3)
    return _file(picture)


def inside(draw: random.Random) -> ContentFile:
    """A room with a window, a mat and a cupboard."""
    picture = Image.new("RGB", SIZE, draw.choice(WALLS))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 420, 800, 600), fill="#b98d5f")
    pen.rectangle((300, 120, 500, 280), fill="#dff1fb", outline="#555", width=4)
    pen.rectangle((60, 220, 200, 430), fill=draw.choice(ROOFS))
    pen.ellipse((280, 470, 640, 560), fill=draw.choice(["#a33", "#386", "#357"]))
    return _file(picture)


def _file(picture: Image.Image) -> ContentFile:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=80)
    return ContentFile(buffer.getvalue(), name="picture.jpg")
