"""What pages load beside themselves: every file is there, none asks another host, and a browser can read each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.browser import chromium as browsing

DESK = Path(__file__).resolve().parents[2] / "shuangyong" / "desk"
STATIC = DESK / "static"
NAMED = re.compile(r"static\(['\"]([^'\"]+)['\"]\)")
HOST = re.compile(r"(?:https?:|wss?:|(?<=[\"'(`]))//[a-z0-9-]+\.[a-z]", re.IGNORECASE)
SCHEMAS = re.compile(r"http://www\.w3\.org/(?:2000/svg|1999/xlink)")
"""Names of languages, which nobody fetches."""
NOTES = re.compile(r"/\*.*?\*/", re.DOTALL)
SCRIPTS = sorted((STATIC / "desk").glob("*.js"))
STYLES = sorted((STATIC / "desk").glob("*.css"))


def test_every_file_that_a_template_names_is_there_and_every_file_is_named() -> None:
    templates = [path.read_text() for path in (DESK / "jinja2").rglob("*.*")]
    named = {name for text in templates for name in NAMED.findall(text)}
    assert len(named) > 10
    assert sorted(name for name in named if not (STATIC / name).is_file()) == []
    there = {f"desk/{path.name}" for path in (*SCRIPTS, *STYLES)}
    told = "".join(templates) + "".join(path.read_text() for path in (*SCRIPTS, *DESK.rglob("*.py")))
    assert sorted(name for name in there if name not in told) == []


@pytest.mark.parametrize("path", [*SCRIPTS, *STYLES], ids=lambda path: path.name)
def test_no_script_or_style_names_another_host(path: Path) -> None:
    assert HOST.search("url(//cdn.example.cn/a.css)") and HOST.search("'https://example.cn'")
    assert HOST.findall(SCHEMAS.sub("", NOTES.sub("", path.read_text()))) == []


@pytest.mark.browser
def test_a_browser_reads_every_script_and_every_rule(chromium: Path) -> None:
    """A script that does not parse runs not at all; a rule that does not is passed over in silence."""
    with browsing() as browser:
        page = browser.new_page()
        for path in SCRIPTS:
            assert page.evaluate("text => { new Function(text); return '' }", path.read_text()) == "", path.name
        for path in STYLES:
            text = NOTES.sub("", path.read_text())
            assert text.count("{") == text.count("}"), path.name
            rules = page.evaluate(
                "text => { const s = new CSSStyleSheet(); s.replaceSync(text); let n = 0;"
                " const go = (list) => { for (const r of list) { n += 'selectorText' in r; if (r.cssRules) go(r.cssRules) } };"
                " go(s.cssRules); return n }",
                text,
            )
            written = len(re.findall(r"(?:^|[{};])\s*(?!from\b|to\b|\d)[^@{};][^{};]*\{", text))
            assert rules == written, f"{path.name}: {written} rules are written, the browser reads {rules}"
