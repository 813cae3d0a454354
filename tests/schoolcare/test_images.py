"""Pictures from phones: rotated, reduced, stripped; what is broken or odd is refused in Thai."""

import base64
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageFile

from schoolcare import images

RED, BLUE = (255, 0, 0), (0, 0, 255)
GPS_IFD, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def picture(size=(40, 20), colour=RED, mode="RGB"):
    return Image.new(mode, size, colour)


def encoded(image, file_format, **options):
    out = BytesIO()
    image.save(out, file_format, **options)
    return out.getvalue()


def opened(data):
    return Image.open(BytesIO(data))


def phone_photo(size, orientation):
    """A JPEG as a phone writes it: red, its top left corner blue, with place and maker."""
    image = picture(size)
    image.paste(BLUE, (0, 0, size[0] // 4, size[1] // 4))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = "Phone"
    exif.get_ifd(GPS_IFD)[1] = "N"
    exif.get_ifd(GPS_IFD)[2] = (19.0, 18.0, 7.0)
    return encoded(image, "JPEG", exif=exif, comment=b"secret")


def message_of(data, **options):
    with pytest.raises(ValidationError) as caught:
        images.prepare(data, **options)
    return caught.value.messages


def test_prepare_removes_place_maker_and_comment():
    data = phone_photo((80, 40), 1)
    assert opened(data).getexif().get_ifd(GPS_IFD)[1] == "N"

    made = images.prepare(data)

    assert dict(opened(made.data).getexif()) == {}
    assert "comment" not in opened(made.data).info
    assert b"Phone" not in made.data
    assert b"secret" not in made.data


@pytest.mark.parametrize(
    ("orientation", "size", "corner"),
    [
        (1, (80, 40), (5, 5)),
        (3, (80, 40), (75, 35)),
        (6, (40, 80), (35, 5)),
        (8, (40, 80), (5, 75)),
    ],
)
def test_prepare_turns_upright(orientation, size, corner):
    made = opened(images.prepare(phone_photo((80, 40), orientation)).data)

    assert made.size == size
    red, _, blue = made.getpixel(corner)
    assert (red < 60, blue > 200) == (True, True)
    red, _, blue = made.getpixel((size[0] // 2, size[1] // 2))
    assert (red > 200, blue < 60) == (True, True)


def test_prepare_reduces_to_1600_and_600():
    made = images.prepare(encoded(picture((4000, 3000)), "JPEG"))

    assert (made.width, made.height) == (1600, 1200)
    assert opened(made.data).size == (1600, 1200)
    assert opened(made.small).size == (600, 450)


def test_prepare_leaves_small_picture_without_rendition():
    made = images.prepare(encoded(picture((600, 300)), "JPEG"))

    assert (made.width, made.height, made.small) == (600, 300, None)


@pytest.mark.parametrize("file_format", ["HEIF", "WEBP", "PNG"])
def test_prepare_makes_jpeg_of(file_format):
    made = images.prepare(encoded(picture((700, 350)), file_format))

    result = opened(made.data)
    assert (result.format, result.size, made.content_type) == ("JPEG", (700, 350), "image/jpeg")
    assert result.getpixel((300, 100))[0] > 240


def test_prepare_takes_first_view_of_mpo():
    data = encoded(picture(), "MPO", save_all=True, append_images=[picture(colour=BLUE)])
    assert opened(data).format == "MPO"

    made = opened(images.prepare(data).data)

    assert made.getpixel((5, 5))[0] > 240


def test_prepare_puts_transparent_png_on_white():
    data = encoded(picture(colour=(255, 0, 0, 0), mode="RGBA"), "PNG")

    made = opened(images.prepare(data).data)

    assert made.mode == "RGB"
    assert min(made.getpixel((5, 5))) > 250


def test_prepare_lossless_keeps_transparency():
    data = encoded(picture(colour=(255, 0, 0, 0), mode="RGBA"), "PNG")

    made = images.prepare(data, lossless=True)

    assert made.content_type == "image/png"
    assert opened(made.data).getpixel((5, 5)) == (255, 0, 0, 0)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "LA", "I;16", "1"])
def test_prepare_takes_odd_colour_modes(mode):
    file_format = "JPEG" if mode == "CMYK" else "PNG"
    data = encoded(Image.new(mode, (30, 20)), file_format)

    assert opened(images.prepare(data).data).mode == "RGB"


def test_prepare_truncated_jpeg_is_broken(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    data = encoded(Image.effect_noise((500, 500), 50), "JPEG")

    assert message_of(data[: len(data) // 2]) == [
        "เปิดภาพนี้ไม่ได้ ไฟล์อาจเสียหายหรือส่งมาไม่ครบ กรุณาเลือกภาพอีกครั้ง"
    ]


def test_prepare_truncated_heic_is_refused():
    data = encoded(Image.effect_noise((500, 500), 50).convert("RGB"), "HEIF")

    assert len(message_of(data[: len(data) // 2])) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>',
        b"%PDF-1.7\n",
        encoded(picture(), "GIF"),
        encoded(picture(), "BMP"),
    ],
    ids=["text", "svg", "pdf", "gif", "bmp"],
)
def test_prepare_refuses_what_is_no_photo(data):
    assert message_of(data) == ["ไฟล์นี้ไม่ใช่ภาพที่ใช้ได้ กรุณาใช้ภาพ JPG, PNG, WebP หรือ HEIC"]


@pytest.mark.parametrize("file_format", ["PNG", "WEBP"])
def test_prepare_refuses_moving_picture(file_format):
    frames = [picture(colour=BLUE)]
    data = encoded(picture(), file_format, save_all=True, append_images=frames, duration=100)

    assert message_of(data) == ["ใช้ภาพเคลื่อนไหวไม่ได้ กรุณาใช้ภาพนิ่ง"]


@pytest.mark.parametrize("side", [9_000, 9_999, 20_000])
def test_prepare_refuses_decompression_bomb(side):
    data = encoded(Image.new("1", (side, side)), "PNG")
    assert len(data) < 100_000

    assert message_of(data) == ["ภาพละเอียดเกินไป (เกิน 80 ล้านพิกเซล) กรุณาลดขนาดก่อน"]


def drawn(image):
    return images.SIGNATURE_PREFIX + base64.b64encode(encoded(image, "PNG")).decode()


def test_signature_is_cropped_to_ink():
    canvas = Image.new("RGBA", (300, 150))
    canvas.paste((0, 0, 0, 255), (100, 50, 140, 60))

    made = images.prepare_signature(drawn(canvas))

    assert (made.width, made.height, made.content_type) == (40, 10, "image/png")


def test_signature_empty_canvas_is_refused():
    with pytest.raises(ValidationError, match="ยังไม่ได้เซ็นชื่อ"):
        images.prepare_signature(drawn(Image.new("RGBA", (300, 150))))


@pytest.mark.parametrize("text", ["", "data:image/svg+xml,<svg/>", "data:image/png;base64,%%%"])
def test_signature_of_other_text_is_refused(text):
    with pytest.raises(ValidationError, match="อ่านลายมือชื่อไม่ได้"):
        images.prepare_signature(text)
