"""Pictures people send: checked, drawn again without what the camera wrote in them, and kept under their content's hash."""

import hashlib
import os
import re
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image, ImageOps
from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.database import Moment
from models.refusals import NotFound, Refusal

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
SIDES: dict[str, int] = {"large": 1600, "small": 640}
MEDIA_TYPE = "image/webp"
MAGIC = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"RIFF": "WEBP"}

Size = Literal["large", "small"]


class StoredFile(SQLModel, table=True):
    """A picture we keep. Two people who send the same picture share it; it never changes."""

    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("length(hash) = 64", name="hash"),
                      CheckConstraint("width > 0 AND height > 0 AND bytes > 0", name="measures"))
    hash: str = Field(primary_key=True, max_length=64)
    media_type: str = MEDIA_TYPE
    width: int
    height: int
    bytes: int
    created_at: datetime = Field(sa_type=Moment)


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked picture, redrawn in its two sizes and not yet kept."""

    hash: str
    width: int
    height: int
    large: bytes
    small: bytes


class _Store:
    folder: Path | None = None


def keep_in(folder: Path | str) -> None:
    """Keep pictures in this folder from now on."""
    _Store.folder = Path(folder)


def check_picture(data: bytes) -> Picture:
    """The picture redrawn at most 1600 and 640 pixels wide or high. Takes up to a second: call it before the transaction.

    Raises a `Refusal` for what is no JPEG, PNG or WebP picture, too heavy, too large or broken.
    """
    if not data:
        raise Refusal("This file is empty.")
    if len(data) > MAX_BYTES:
        raise Refusal("This picture is too heavy. Send one of at most {count} MB.", count=MAX_BYTES // 1024 // 1024)
    kind = next((kind for magic, kind in MAGIC.items() if data.startswith(magic)), None)
    if kind is None or (kind == "WEBP" and data[8:12] != b"WEBP"):
        raise Refusal("This is not a picture we can use. Send a JPEG, PNG or WebP file.")
    try:
        drawn = _draw(data, kind)
    except Refusal:
        raise
    except Image.DecompressionBombError:
        raise _too_large() from None
    except Exception as error:   # Pillow's readers raise whatever they meet in a broken file
        raise Refusal("This picture is damaged and cannot be opened. Try another one.") from error
    large = _encode(drawn, SIDES["large"])
    return Picture(hashlib.sha256(large).hexdigest(), drawn.width, drawn.height, large, _encode(drawn, SIDES["small"]))


def _draw(data: bytes, kind: str) -> Image.Image:
    """Upright, opaque, in RGB, with nothing but its pixels."""
    with Image.open(BytesIO(data), formats=(kind,)) as image:
        if image.width * image.height > MAX_PIXELS:   # known from the header, before any memory is taken
            raise _too_large()
        image.draft("RGB", (SIDES["large"], SIDES["large"]))   # lets JPEG skip detail we would throw away
        image.load()
        image.thumbnail((SIDES["large"], SIDES["large"]), Image.Resampling.LANCZOS)
        upright = ImageOps.exif_transpose(image)
        if upright.has_transparency_data:
            upright = upright.convert("RGBA")
            paper = Image.new("RGBA", upright.size, "white")
            paper.alpha_composite(upright)
            upright = paper
        drawn = Image.new("RGB", upright.size)
        drawn.paste(upright.convert("RGB"))
        return drawn


def _too_large() -> Refusal:
    return Refusal("This picture is too large. Send one of at most {count} megapixels.", count=MAX_PIXELS // 1_000_000)


def _encode(image: Image.Image, side: int) -> bytes:
    copy = image.copy()
    copy.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = BytesIO()
    copy.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


def store_picture(session: Session, picture: Picture, now: datetime) -> StoredFile:
    """Keep a checked picture. If the act is undone its files stay, harmless, until the same picture comes again."""
    for size in SIDES:
        _write(_path(picture.hash, size), getattr(picture, size))
    stored = session.get(StoredFile, picture.hash)
    if stored is None:
        stored = StoredFile(hash=picture.hash, width=picture.width, height=picture.height, bytes=len(picture.large),
                            created_at=now)
        session.add(stored)
        session.flush()
    return stored


def read_picture(hash: str, size: str = "large") -> bytes:
    """The picture's bytes, in WebP. Raises `NotFound` for anything that is not the hash and size of a kept picture."""
    if size not in SIDES or not re.fullmatch(r"[0-9a-f]{64}", hash):
        raise NotFound("There is no such picture.")
    try:
        return _path(hash, size).read_bytes()
    except FileNotFoundError:
        raise NotFound("There is no such picture.") from None


def known_pictures(session: Session, hashes: Collection[str]) -> set[str]:
    """Those of these hashes under which we keep a picture."""
    return set(session.exec(select(StoredFile.hash).where(col(StoredFile.hash).in_(hashes)))) if hashes else set()


def forget_picture(session: Session, hash: str) -> None:
    """Delete a picture that nothing shows any more."""
    if stored := session.get(StoredFile, hash):
        session.delete(stored)
        session.flush()
        for size in SIDES:
            _path(stored.hash, size).unlink(missing_ok=True)


def _path(hash: str, size: str) -> Path:
    if _Store.folder is None:
        raise RuntimeError("No folder for pictures: call keep_in() first.")
    return _Store.folder / hash[:2] / f"{hash}-{SIDES[size]}.webp"


def _write(path: Path, data: bytes) -> None:
    """All of it or nothing: readers never see half a picture."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.chmod(temporary, 0o644)
    os.replace(temporary, path)
