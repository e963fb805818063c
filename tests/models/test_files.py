import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from models import files
from models.files import check_picture, read_picture, store_picture
from models.refusals import NotFound, Refusal


@pytest.fixture(autouse=True)
def folder(tmp_path):
    files.keep_in(tmp_path / "files")
    return tmp_path / "files"


def picture(width=60, height=40, kind="JPEG", mode="RGB", colour="green", **saved) -> bytes:
    out = BytesIO()
    Image.new(mode, (width, height), colour).save(out, kind, **saved)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises that many pixels."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b""))


@pytest.mark.parametrize("data", [
    picture(), picture(kind="PNG"), picture(kind="WEBP"), picture(kind="PNG", mode="RGBA", colour=(0, 128, 0, 255)),
    picture(kind="PNG", mode="L", colour=90), picture(kind="PNG", mode="P", colour=3),
    picture(kind="PNG", mode="LA", colour=(9, 9)), picture(mode="CMYK", colour=(9, 9, 9, 9)),
    picture(kind="PNG", mode="I;16", colour=900), picture(kind="PNG", mode="1", colour=1), picture(progressive=True),
])
def test_every_usual_picture_becomes_webp_in_two_sizes(data):
    taken = check_picture(data)

    assert (taken.width, taken.height) == (60, 40)
    for made in (taken.large, taken.small):
        assert (opened(made).format, opened(made).mode, opened(made).size) == ("WEBP", "RGB", (60, 40))


def test_a_large_picture_is_made_smaller_and_keeps_its_shape():
    taken = check_picture(picture(4000, 2000))

    assert (taken.width, taken.height) == (1600, 800)
    assert opened(taken.large).size == (1600, 800) and opened(taken.small).size == (640, 320)


def test_transparent_becomes_white():
    assert opened(check_picture(picture(kind="PNG", mode="RGBA", colour=(0, 0, 0, 0))).large).getpixel((5, 5)) == (255, 255, 255)


def test_place_camera_and_comments_are_gone_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6   # lies on its side
    exif[0x010F] = "Camera of Alice"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 52.0, 30.0), 3: "E", 4: (4.0, 19.0, 30.0)})
    sent = picture(60, 40, exif=exif, comment=b"secret comment", icc_profile=b"profile of Alice" * 10)
    assert opened(sent).getexif().get_ifd(0x8825)

    taken = check_picture(sent)

    assert (taken.width, taken.height) == (40, 60)
    for made in (taken.large, taken.small):
        image = opened(made)
        assert not image.getexif() and not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)
        assert b"Alice" not in made and b"secret" not in made


def test_text_in_a_png_is_gone():
    notes = PngInfo()
    notes.add_text("Author", "Alice")
    assert b"Alice" not in check_picture(picture(kind="PNG", pnginfo=notes)).large


@pytest.mark.filterwarnings("ignore:Image size")
@pytest.mark.parametrize("data, why", [
    (b"", "empty"),
    (b"hello", "not a picture"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a picture"),
    (b"<?xml version='1.0'?><svg/>", "not a picture"),
    (b"%PDF-1.7", "not a picture"),
    (b"<html><script>alert(1)</script></html>", "not a picture"),
    (b"RIFF\x00\x00\x00\x00WAVEfmt ", "not a picture"),
    (picture(kind="GIF"), "not a picture"), (picture(kind="TIFF"), "not a picture"), (picture(kind="BMP"), "not a picture"),
    (picture()[:200], "damaged"), (picture(kind="PNG", width=500, height=500)[:80], "damaged"),
    (picture(kind="WEBP", width=500, height=500)[:60], "damaged"),
    (b"\xff\xd8\xff" + b"x" * 500, "damaged"), (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "damaged"),
    (b"\x89PNG\r\n\x1a\n" + picture(kind="BMP"), "damaged"),
    (png_that_says(30, 30), "damaged"),
    (png_that_says(6400, 6400), "too large"), (png_that_says(12000, 12000), "too large"),
    (png_that_says(60000, 60000), "too large"),
    (picture() + b"\0" * files.MAX_BYTES, "too heavy"),
])
def test_what_is_no_good_picture_is_refused_with_a_reason(data, why):
    with pytest.raises(Refusal, match=why):
        check_picture(data)


def test_a_picture_that_is_also_a_page_comes_out_as_a_picture_only():
    polyglot = picture() + b"<script>alert(1)</script>PK\x03\x04"
    taken = check_picture(polyglot)
    assert b"script" not in taken.large and b"PK\x03\x04" not in taken.large and taken.large[8:12] == b"WEBP"


def test_the_same_picture_is_kept_once_and_read_in_both_sizes(session, now, folder):
    first = store_picture(session, check_picture(picture(2000, 1000)), now)
    again = store_picture(session, check_picture(picture(2000, 1000)), now)
    other = store_picture(session, check_picture(picture(colour="red")), now)

    assert first is again and other.hash != first.hash
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 4
    assert (opened(read_picture(first.hash)).width, opened(read_picture(first.hash, "small")).width) == (1600, 640)
    assert (first.width, first.height, first.bytes) == (1600, 800, len(read_picture(first.hash)))

    files.forget_picture(session, first.hash)
    with pytest.raises(NotFound):
        read_picture(first.hash)
    read_picture(other.hash)


@pytest.mark.parametrize("hash, size", [
    ("../../etc/passwd", "large"), ("a" * 64, "../large"), ("a" * 64, "large"), ("A" * 64, "large"), ("", "large"),
    ("a" * 63, "large"),
    ("a" * 64 + "\n", "large"), ("a" * 62 + "/.", "large"), ("%2e%2e", "small"), ("\0" * 64, "large"), ("a" * 64, ""),
])
def test_nothing_outside_the_store_can_be_read(hash, size):
    with pytest.raises(NotFound):
        read_picture(hash, size)
