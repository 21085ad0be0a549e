"""Signs that nobody sees and that change what is seen."""

from __future__ import annotations

import pytest

from shuangyong.rules.signs import readable, tidy_name


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("照片\u202egpj.exe", "照片gpj.exe"),
        ("../../etc/passwd", "passwd"),
        ("C:\\共享\\走访.docx", "走访.docx"),
        ("a\r\nX-Injected: 1.txt", "aX-Injected: 1.txt"),
        ("走\u200b访\x07.txt", "走访.txt"),
        ("\u202e", "文件"),
    ],
)
def test_a_name_is_what_it_looks_like(name: str, tidy: str) -> None:
    assert tidy_name(name) == tidy


def test_a_text_keeps_its_lines() -> None:
    assert readable("一\t二\n三\u2066四\x1b[31m") == "一\t二\n三四[31m"
