"""The pages in a real browser: both sides light up, keys work, nothing leaves the machine, it reads on a phone."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from shuangyong.desk import views
from shuangyong.reader.model import Sentence, Task
from tests.desk.cast import notice
from tools.browser import chromium as browsing
from tools.browser import pages

pytestmark = pytest.mark.browser

ALLOWED_WORDS = {"txt", "html", "docx", "pdf", "Excel", "Word"}
DESK, OFFICE, PHONE, ZOOMED = (1440, 900), (1366, 768), (390, 844), (683, 384)

CONTRAST = """() => {
  const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return n.length > 3 ? n : [...n, 1]; };
  const bright = (c) => c.slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour[3] > 0) return colour;
    }
    return [255, 255, 255, 1];
  };
  const poor = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((part) => part.nodeType === 3 && part.textContent.trim());
    if (!own || !node.getClientRects().length || node.disabled) continue;
    const pair = [bright(parse(getComputedStyle(node).color)), bright(ground(node))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < 4.5) poor.push(node.className + " " + node.textContent.trim().slice(0, 20) + " " + ratio.toFixed(2));
  }
  return poor;
}"""


@pytest.fixture(scope="module")
def address():
    """The pages on a free port of this machine."""
    with pages() as served:
        yield served


@pytest.fixture(scope="module")
def browser(chromium):
    """One Chromium for this file."""
    with browsing() as launched:
        yield launched


@pytest.fixture
def visit(browser, address):
    """Open a window on the first page; at the end nothing may have gone wrong or gone out."""
    contexts, trouble, hosts = [], [], set()

    def open_page(size=DESK, script=True):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=script, locale="zh-CN"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
        page.goto(address + "/read/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []
    assert hosts <= {"127.0.0.1", None}


@pytest.fixture
def read(visit, reads_notice, tmp_path):
    """Send a file and arrive at its result."""

    def arrive(size=DESK, script=True):
        page = visit(size, script)
        paper = tmp_path / "通知.txt"
        paper.write_text(notice().text, encoding="utf-8")
        page.set_input_files("#file", paper)
        page.click("button[value=file]")
        page.wait_for_selector(".panes")
        return page

    return arrive


def lit(page, what):
    return page.locator(f"{what}.lit").all_inner_texts()


def width_over(page):
    """How many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def visible_words(page):
    return set(re.findall(r"[A-Za-z]{3,}", page.inner_text("body")))


def test_hovering_a_task_lights_its_sentences(read):
    page = read()
    page.hover("#t1 h3")
    assert any("12月10日前" in text for text in lit(page, ".said"))
    assert len(lit(page, ".card-d")) == 1
    page.hover("#t2 h3")
    assert not any("12月10日前" in text for text in lit(page, ".said"))


def test_hovering_a_sentence_lights_its_task(read):
    page = read()
    page.hover("text=同时要做好新闻宣传")
    assert "开展走访" in lit(page, ".card-d")[0]


def test_keys_lead_from_the_task_to_the_sentence_and_back(read):
    page = read(OFFICE)
    page.focus("#t3 .jump")
    assert any("二、落实优待政策" in text for text in lit(page, ".said"))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "s3"
    page.wait_for_timeout(600)
    assert page.locator("#s3").bounding_box()["y"] < OFFICE[1]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "t3"


def test_clicking_a_sentence_goes_to_its_task(read):
    page = read()
    page.click("text=县教育局要做好军人子女入学保障 >> nth=0")
    assert page.evaluate("document.activeElement.id") in {"t3", "s3"}


def test_focus_can_be_seen(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    assert page.locator(".skip").first.bounding_box()["y"] >= 0
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_every_sentences_verdict_can_be_shown(read):
    page = read()
    assert page.locator(".paper .mark:visible").count() == 0
    page.check("#all")
    assert page.locator(".paper .mark:visible").count() == len(notice().sentences)


def test_without_script_everything_but_copying_works(read):
    page = read(OFFICE, script=False)
    page.click("#t2 .jump")
    assert page.url.endswith("#s2")
    colour = page.locator("#s2").evaluate("node => getComputedStyle(node).backgroundColor")
    assert colour == "rgb(255, 239, 176)"
    page.check("#all")
    assert page.locator(".paper .mark:visible").count() == len(notice().sentences)
    assert not page.locator("[data-copy]").is_visible()
    with page.expect_download() as waiting:
        page.click("text=下载任务表（Excel）")
    assert waiting.value.suggested_filename == "任务分解表-通知.xlsx"


def test_copying_the_table(read):
    page = read()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("text=复制表格")
    page.wait_for_selector("text=已复制")
    rows = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert rows[0].split("\t")[1] == "工作任务"
    assert len(rows) == 5


def test_pasting_text(visit, reads_notice):
    page = visit()
    page.fill("#text", notice().text)
    page.click("text=读这段文字")
    page.wait_for_selector(".panes")
    page.go_back()
    assert page.inner_text("button[value=text]") == "读这段文字"


WATCH = """([button, after, then]) => new Promise(done => {
  document.querySelector(button).click();
  setTimeout(() => {
    const stop = document.querySelector("[data-stop]");
    const seen = [document.querySelector("[data-now]").innerText, stop.getBoundingClientRect().bottom];
    then.forEach(what => document.querySelector(what).click());
    done(seen);
  }, after);
})"""
"""What a page says while the next is on its way: the browser's driver itself would wait for that one first."""


def test_a_long_reading_says_how_long_and_can_be_given_up_with_nothing_lost(visit, monkeypatch, tmp_path):
    """A hundred thousand lines took most of a minute behind 正在读……; whoever had taken the wrong paper could only wait."""
    monkeypatch.setattr(views.READINGS, "patience", 600.0)
    page = visit(PHONE)
    paper = tmp_path / "汇编.txt"
    paper.write_text("各单位要认真落实。\n" * 50_000, encoding="utf-8")
    page.fill("#text", "另一份的正文。")
    page.set_input_files("#file", paper)
    with views.READINGS.turn(), views.READINGS.turn():
        words, bottom = page.evaluate(WATCH, ["button[value=file]", 2_500, ["[data-stop]"]])
        assert "文字很长，大约要10秒" in words and "已用2秒" in words
        assert bottom <= PHONE[1]
        assert "已经停下" in page.inner_text("[data-now]")
        assert page.locator("[data-stop]").is_hidden()
        assert page.inner_text("button[value=file]") == "读这份文件"
        assert page.inner_text("[data-chosen]") == "已选：汇编.txt"
        assert page.input_value("#text") == "另一份的正文。"
    page.set_input_files("#file", [])
    page.click("text=读这段文字")
    page.wait_for_selector(".panes")
    page.go_back()
    assert page.locator("[data-now]").is_hidden()


def test_pressing_twice_reads_once(visit):
    page = visit()
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.fill("#text", "区民政局要在6月底前完成摸底。")
    with views.READINGS.turn(), views.READINGS.turn():
        page.evaluate(WATCH, ["button[value=text]", 100, ["button[value=text]", "button[value=text]"]])
    page.wait_for_selector(".panes")
    assert len(sent) == 1


def test_dropping_a_file(visit, reads_notice):
    page = visit()
    page.evaluate("""() => {
      const bag = new DataTransfer();
      bag.items.add(new File(["各单位"], "拖来的通知.txt"));
      document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", {dataTransfer: bag, bubbles: true}));
    }""")
    assert page.inner_text("[data-chosen]") == "已选：拖来的通知.txt"
    page.click("button[value=file]")
    page.wait_for_selector(".panes")


@pytest.mark.parametrize("size", [PHONE, ZOOMED], ids=["phone", "doubled"])
def test_narrow_windows_do_not_scroll_sideways(read, address, size):
    page = read(size)
    assert width_over(page) <= 0
    page.check("#all")
    assert width_over(page) <= 0
    for path in ("/read/", "/style/", "/login/"):
        page.goto(address + path)
        assert width_over(page) <= 0


def test_what_leads_about_a_page_is_not_printed(read):
    page = read(PHONE)
    page.emulate_media(media="print")
    assert not page.locator(".switch-nav").is_visible()
    assert page.locator(".card-d").first.is_visible()


def test_on_a_phone_the_draft_comes_first(read):
    page = read(PHONE)
    assert page.locator("#draft").bounding_box()["y"] < page.locator("#source").bounding_box()["y"]
    page.tap("#t1 .jump") if page.evaluate("'ontouchstart' in window") else page.click("#t1 .jump")
    page.wait_for_timeout(600)
    assert 0 <= page.locator("#s1").bounding_box()["y"] < PHONE[1]


def test_no_other_language_is_seen(read, address):
    page = read()
    assert visible_words(page) <= ALLOWED_WORDS
    for path in ("/read/", "/style/", "/login/"):
        page.goto(address + path)
        assert visible_words(page) <= ALLOWED_WORDS


def test_contrast(read, address):
    page = read()
    page.check("#all")
    page.hover("#t2 h3")
    assert page.evaluate(CONTRAST) == []
    for path in ("/read/", "/style/", "/login/"):
        page.goto(address + path)
        assert page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_numbers_and_headings_are_large_enough_to_hit(read, size):
    page = read(size)
    boxes = page.evaluate("""() => [...document.querySelectorAll(".tag, summary, .missing a, .places a")]
      .map((node) => { const box = node.getBoundingClientRect(); return [node.className, box.width, box.height]; })""")
    assert len(boxes) > 5
    assert [box for box in boxes if box[1] and min(box[1:]) < 24] == []


LONG = 30
"""So many tasks of half a window each: neither side fits into the window."""


@pytest.fixture
def read_long(visit, reads, tmp_path):
    """Arrive at the result of a long document, at its head."""

    def arrive(size=DESK):
        paragraphs = [f"第{n}项：县民政局要建立台账。" + "逐户核实，不漏一户。" * 40 for n in range(1, LONG + 1)]
        starts = [sum(len(other) + 1 for other in paragraphs[:n]) for n in range(LONG)]
        spans = [(start, start + len(said)) for start, said in zip(starts, paragraphs, strict=True)]
        reads(
            replace(
                notice(),
                text="\n".join(paragraphs),
                title=None,
                warnings=(),
                outline=(),
                sentences=tuple(Sentence(low, min(high + 1, spans[-1][1]), "task") for low, high in spans),
                tasks=tuple(Task("建立台账", ("逐户核实",), ("县民政局",), (), None, (), *span) for span in spans),
            )
        )
        page = visit(size)
        paper = tmp_path / "长.txt"
        paper.write_text("长", encoding="utf-8")
        page.set_input_files("#file", paper)
        page.click("button[value=file]")
        page.wait_for_selector(".panes")
        return page

    return arrive


IN_VIEW = """what => {
  const box = document.querySelector(what).getBoundingClientRect();
  return box.top >= 0 && box.top < innerHeight;
}"""


def in_view(page, what):
    """Whether the head of something comes into the window, however busy the machine is, and stays there."""
    for _ in range(150):
        if page.evaluate(IN_VIEW, what):
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(600)
    return page.evaluate(IN_VIEW, what)


def test_resting_on_a_sentence_brings_its_card_into_view(read_long):
    page = read_long()
    page.locator("#s20").scroll_into_view_if_needed()
    page.hover("#s20")
    assert in_view(page, "#t20")
    assert in_view(page, "#s20")


def test_resting_on_a_card_brings_its_sentence_into_view_and_the_card_stays(read_long):
    page = read_long()
    page.hover("#t15 h3")
    before = page.locator("#t15").bounding_box()["y"]
    assert in_view(page, "#s15")
    assert abs(page.locator("#t15").bounding_box()["y"] - before) < 2
    assert lit(page, ".card-d")[0].startswith("15")
    page.hover("#t17 h3")
    assert in_view(page, "#s17")


def test_by_keys_too(read_long):
    page = read_long()
    page.focus("#t25 .jump")
    assert in_view(page, "#s25")
    assert in_view(page, "#t25")
    page.focus("#s3 .tag")
    assert in_view(page, "#t3")


def test_passing_over_cards_moves_nothing(read_long):
    page = read_long()
    page.hover("#t15 h3")
    assert in_view(page, "#s15")
    before = page.evaluate("scrollY")
    page.evaluate("""() => {  // in one go: a busy machine would let the pointer rest
      document.querySelector("#t25 h3").dispatchEvent(new MouseEvent("mouseover", { bubbles: true, screenX: 999 }));
      document.querySelector(".panes").dispatchEvent(new MouseEvent("mouseleave"));
    }""")
    page.wait_for_timeout(800)
    assert page.evaluate("scrollY") == before


def test_on_a_phone_nothing_jumps(read_long):
    page = read_long(PHONE)
    page.locator("#t5 .jump").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.hover("#t5 h3")
    page.wait_for_timeout(800)
    assert page.evaluate("scrollY") == before
