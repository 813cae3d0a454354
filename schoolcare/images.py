"""Pictures made safe: upright, small, without metadata; what is broken or odd is refused in Thai.

Pure functions over bytes. Limits: 1600 px for keeping, 600 px for lists and paper.
"""

import base64
import binascii
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from PIL import Image, ImageChops, ImageFile, ImageOps
from pillow_heif import register_heif_opener

register_heif_opener()
Image.init()  # knows all formats at once, so that a list of them may be given

# JPEG stands for MPO too, which many phones write as .jpg: a photo with a second view behind it.
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
MAY_MOVE = {"PNG", "WEBP"}  # the others may hold several pictures, of which the first is the photo
LARGE, SMALL = 1600, 600
MAX_PIXELS = 80_000_000
SIGNATURE_PREFIX = "data:image/png;base64,"
SIGNATURE_CHARACTERS = 2_000_000


@dataclass(frozen=True)
class Picture:
    """A prepared picture; `small` is None when the picture itself is no larger than that."""

    data: bytes
    small: bytes | None
    width: int
    height: int
    content_type: str


def prepare(data: bytes, *, lossless: bool = False) -> Picture:
    """Rotate by EXIF, downscale, drop all metadata. Raises ValidationError for a bad picture."""
    image = _open(data)
    try:
        if image.format in ("JPEG", "MPO"):
            image.draft("RGB", (LARGE, LARGE))  # decodes at a fraction of the memory
        image = ImageOps.exif_transpose(image)
        image = _plain(image, lossless=lossless)
        image.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS)
    # Decoders raise whatever they like on broken bytes; all of it means the same to a teacher.
    except Exception as error:
        raise _broken() from error
    return _picture(image, lossless=lossless)


def prepare_signature(data_url: str) -> Picture:
    """A drawn signature as PNG with a transparent ground, cropped to the ink."""
    if not data_url.startswith(SIGNATURE_PREFIX) or len(data_url) > SIGNATURE_CHARACTERS:
        raise ValidationError("อ่านลายมือชื่อไม่ได้ กรุณาเซ็นใหม่", code="signature")
    try:
        data = base64.b64decode(data_url.removeprefix(SIGNATURE_PREFIX), validate=True)
    except binascii.Error as error:
        raise ValidationError("อ่านลายมือชื่อไม่ได้ กรุณาเซ็นใหม่", code="signature") from error
    image = _open(data)
    try:
        image = image.convert("RGBA")
    except Exception as error:  # see prepare
        raise _broken() from error
    white = Image.new("RGBA", image.size, "white")
    flat = Image.alpha_composite(white, image).convert("L")
    ink = ImageChops.invert(flat).getbbox()
    if ink is None:
        raise ValidationError("ยังไม่ได้เซ็นชื่อ", code="signature_empty")
    image = image.crop(ink)
    image.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS)
    return _picture(image, lossless=True)


def _open(data: bytes) -> Image.Image:
    # WeasyPrint switches this on for the whole process; half a photo must not pass as a photo.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_fine() from error
    except Exception as error:  # see prepare
        raise ValidationError(
            "ไฟล์นี้ไม่ใช่ภาพที่ใช้ได้ กรุณาใช้ภาพ JPG, PNG, WebP หรือ HEIC", code="image_type"
        ) from error
    if image.width * image.height > MAX_PIXELS:
        raise _too_fine()
    if image.format in MAY_MOVE and getattr(image, "is_animated", False):
        raise ValidationError("ใช้ภาพเคลื่อนไหวไม่ได้ กรุณาใช้ภาพนิ่ง", code="image_animated")
    return image


def _plain(image: Image.Image, *, lossless: bool) -> Image.Image:
    """RGB on white, or RGBA where transparency is kept."""
    transparent = "A" in image.getbands() or "transparency" in image.info
    if not transparent:
        return image.convert("RGB")
    image = image.convert("RGBA")
    if lossless:
        return image
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")


def _picture(image: Image.Image, *, lossless: bool) -> Picture:
    small = None
    if max(image.size) > SMALL:
        reduced = image.copy()
        reduced.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
        small = _encode(reduced, lossless=lossless)
    return Picture(
        data=_encode(image, lossless=lossless),
        small=small,
        width=image.width,
        height=image.height,
        content_type="image/png" if lossless else "image/jpeg",
    )


def _encode(image: Image.Image, *, lossless: bool) -> bytes:
    out = BytesIO()
    clean = Image.new(image.mode, image.size)  # a new image carries no EXIF, XMP or comment
    clean.paste(image)
    if lossless:
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()


def _broken() -> ValidationError:
    return ValidationError(
        "เปิดภาพนี้ไม่ได้ ไฟล์อาจเสียหายหรือส่งมาไม่ครบ กรุณาเลือกภาพอีกครั้ง", code="image_broken"
    )


def _too_fine() -> ValidationError:
    return ValidationError("ภาพละเอียดเกินไป (เกิน 80 ล้านพิกเซล) กรุณาลดขนาดก่อน", code="image_pixels")
