"""A picture that was filed before is found again, resized, recompressed or cut a little, and others are left in peace."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageEnhance

from shuangyong.base.files import actions, queries
from shuangyong.base.files.models import Blob
from tests.base import makers

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MANY = 200


def take(picture: Image.Image, form: str = "JPEG", **options: object) -> Blob:
    return actions.take(io.BytesIO(makers.saved(picture, form, **options)), f"a.{form.lower()}", now=NOW)


def disguised(picture: Image.Image, number: int) -> tuple[Image.Image, str, dict[str, object]]:
    """What happens to a picture that is handed in again."""
    width, height = picture.size
    half = picture.resize((width // 2, height // 2))
    small = picture.resize((width // 4, height // 4), Image.Resampling.BILINEAR)
    crop = picture.crop((width // 25, height // 25, width - width // 25, height - height // 25))
    bright = ImageEnhance.Brightness(picture).enhance(1.15)
    kinds: list[tuple[Image.Image, str, dict[str, object]]] = [
        (half, "JPEG", {"quality": 60}),
        (small, "JPEG", {"quality": 40}),
        (half, "WEBP", {"quality": 50}),
        (crop, "JPEG", {"quality": 75}),
        (bright, "JPEG", {"quality": 70}),
    ]
    return kinds[number % len(kinds)]


@pytest.mark.slow
@pytest.mark.django_db
def test_of_two_hundred_pictures_each_is_found_by_its_copy_and_by_nothing_else(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    originals, copies = [], []
    for number in range(MANY):
        picture = makers.scene(number, (640, 480))
        originals.append(take(picture, quality=92))
        changed, form, options = disguised(picture, number)
        copies.append(take(changed, form, **options))
    found = false = 0
    for original, copy in zip(originals, copies, strict=True):
        alike = {item.blob.pk for item in queries.similar(copy)}
        found += original.pk in alike
        false += len(alike - {original.pk})
    assert found >= 0.95 * MANY
    assert false <= 0.01 * MANY


@pytest.mark.django_db
def test_the_nearest_comes_first_and_documents_have_no_looks(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    picture = makers.scene(7, (640, 480))
    first = take(picture, quality=95)
    same = take(picture, "PNG")
    cut = take(picture.crop((26, 20, 614, 460)), quality=70)
    found = queries.similar(first)
    assert [item.blob.pk for item in found] == [same.pk, cut.pk]
    assert found[0].distance <= 2 < found[1].distance
    text = actions.take(io.BytesIO(b"abc"), "a.txt", now=NOW)
    assert queries.similar(text) == []


@pytest.mark.django_db
def test_blank_pictures_are_like_nothing(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    white, black = take(Image.new("RGB", (300, 200), "white")), take(Image.new("RGB", (300, 200), "black"))
    assert queries.similar(white) == queries.similar(black) == []


@pytest.mark.django_db
def test_scanned_pages_are_found_by_their_copies_and_not_taken_for_each_other(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    pages = [take(makers.page(number), quality=85) for number in range(40)]
    copies = [take(makers.page(number).resize((410, 580)), quality=50) for number in range(40)]
    found = [{item.blob.pk for item in queries.similar(copy)} for copy in copies]
    assert sum(page.pk in alike for page, alike in zip(pages, found, strict=True)) >= 38
    assert sum(len(alike) for alike in found) - 40 <= 0.01 * 40 * 78
