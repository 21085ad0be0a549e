"""Take the manual's pictures: `python -m tools.shots [--out FOLDER]`.

Starts the pages in this process on a free port, drives the machine's own Chromium (no
other browser is ever downloaded) and writes PNG files to docs/manual/img. The document
shown is a sample of invented places and names.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tools.browser import chromium, pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "manual" / "img"
SIZES = {"1440": (1440, 900), "390": (390, 844)}
SAMPLE = """清河县双拥工作领导小组办公室关于做好2026年冬季走访慰问工作的通知

各乡镇人民政府，县双拥工作领导小组各成员单位：
去年以来，全县军地各单位扎实开展走访慰问，双扶氛围日益浓厚。为落实《中华人民共和国退役军人保障法》，现就有关事项通知如下。
一、认真组织走访慰问
（一）摸清底数。由县退役军人事务局牵头，县民政局、县财政局配合，12月10日前完成困难退役军人摸底，建立台账，逐户核实。
（二）开展走访。各乡镇要在节前走访慰问驻县部队和优抚对象，帮助解决实际困难。
二、落实优待政策
（一）县教育局要会同县人武部做好军人子女入学保障，12月底前将落实情况报县双拥办。
（二）县人力资源和社会保障局要组织随军家属专场招聘，拓宽就业渠道。
三、营造浓厚氛围
要广泛宣传双拥先进典型。让我们携起手来，谱写军民团结新篇章。

清河县双拥工作领导小组办公室
2026年11月20日
"""


@contextmanager
def served() -> Iterator[str]:
    """Serve the pages on a free port of this machine; yields the address."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuangyong.config.settings")
        os.environ.setdefault("SHUANGYONG_HOME", home)
        os.environ.setdefault("SHUANGYONG_DEBUG", "1")
        with pages() as address:
            yield address


def shoot(address: str, browser: Browser, out: Path, size: str, paper: Path) -> None:
    """Take every page in one window size."""
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    page.goto(address + "/read/")
    page.screenshot(path=out / f"读一份文件-{size}.png")
    page.set_input_files("#file", paper)
    page.click("button[value=file]")
    page.wait_for_selector(".panes")
    page.screenshot(path=out / f"任务分解稿-{size}.png")
    _lit(page, out / f"对照原文-{size}.png")
    page.goto(address + "/read/")
    page.fill("#text", "机密★1年\n" + SAMPLE)
    page.click("button[value=text]")
    page.wait_for_selector(".alert-bad")
    page.screenshot(path=out / f"拒收-{size}.png")
    page.goto(address + "/style/")
    page.screenshot(path=out / f"界面样式-{size}.png", full_page=True)
    page.close()


def _lit(page: Page, picture: Path) -> None:
    page.check("#all")
    page.evaluate("document.activeElement.blur()")
    if page.locator(".card-d").count():
        page.hover(".card-d >> nth=0")
    page.screenshot(path=picture)


def print_papers(paper: Path, folder: Path, out: Path) -> None:
    """Take the table as a paper and as a sheet, where the machine has LibreOffice and poppler; else leave them."""
    office, raster = shutil.which("soffice"), shutil.which("pdftoppm")
    if not office or not raster:
        sys.stdout.write("no soffice or pdftoppm: the pictures of the downloaded files stay as they are\n")
        return
    from shuangyong.reader import read_path
    from shuangyong.reports import task_table

    for name, ending, write, page in (
        ("文稿", "docx", task_table.write_docx, 1),
        ("表格", "xlsx", task_table.write_xlsx, 1),
    ):
        table = folder / f"table.{ending}"
        with table.open("wb") as stream:
            write([read_path(paper)], stream)
        _run(office, "--headless", "--convert-to", "pdf", "--outdir", folder, table)
        _run(raster, "-r", "90", "-png", "-singlefile", "-f", page, folder / "table.pdf", out / f"任务分解表-{name}")


def _run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=120)


def main(arguments: list[str] | None = None) -> int:
    """Take all pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description="make the manual's screenshots")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--paper", type=Path, help="a document to show instead of the sample")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served() as address, chromium() as browser:
        paper = chosen.paper or Path(folder, "冬季走访慰问通知.txt")
        if not chosen.paper:
            paper.write_text(SAMPLE, encoding="utf-8")
        for size in SIZES:
            shoot(address, browser, chosen.out, size, paper)
        print_papers(paper, Path(folder), chosen.out)
    sys.stdout.write(f"{len(list(chosen.out.glob('*.png')))} pictures in {chosen.out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
