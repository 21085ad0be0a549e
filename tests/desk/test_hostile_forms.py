"""What a hostile hand writes into addresses and fields: numbers of strangers, digits that are none, figures too big."""

from __future__ import annotations

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Invalid
from shuangyong.cases.forms import Wrong, read_value
from shuangyong.catalog.actions import publish_files
from shuangyong.intake.ledgers.cells import day_of
from shuangyong.register.models import Tally
from tests.cases.test_register_fields import AID
from tests.desk.people import signed_in
from tests.register.conftest import NOW, own_keys, qian, zhao  # noqa: F401 - fixtures


@pytest.fixture
def me(district):
    publish_files(SYSTEM, {"aid.toml": AID}, now=NOW)
    return signed_in(district, "谢镇")


def test_an_address_names_nobody_beyond_the_own_reach(me, zhao, qian) -> None:  # noqa: F811
    """The form of opening is filled by its address; counting through all numbers must not read out the register."""
    own = me.get(f"/cases/new/aid/?person={zhao.pk}").content.decode()
    assert "赵*川（1970年生）" in own
    for answer in (me.get(f"/cases/new/aid/?person={qian.pk}"), me.post("/cases/new/aid/", {"person": qian.pk})):
        assert f"{qian.name[0]}*" not in answer.content.decode()


def test_every_name_that_an_address_fetches_is_a_search(me, zhao) -> None:  # noqa: F811
    def spent() -> int:
        return sum(Tally.objects.values_list("looked_up", flat=True))

    before = spent()
    me.get(f"/cases/new/aid/?person={zhao.pk}")
    assert spent() == before + 1
    Tally.objects.update(looked_up=10**6)
    page = me.get(f"/cases/new/aid/?person={zhao.pk}")
    text = page.content.decode()
    assert (page.status_code, "已选的人员" in text, "赵*川" in text) == (200, True, False)


@pytest.mark.parametrize("text", ["²", "9" * 40, "9" * 5000, "-1", "1e3"])
def test_what_is_no_number_of_a_row_is_told(me, text: str) -> None:
    assert me.get("/cases/new/aid/", {"person": text}).status_code == 200
    assert me.post("/cases/new/aid/", {"person": text}).status_code == 422
    with pytest.raises(Wrong):
        read_value("units", [text])


@pytest.mark.parametrize("sort", ["number", "money"])
@pytest.mark.parametrize(
    "text", ["1e999999999", "-1e999999999", "1e-999999999", "1e999998", "9" * 5000, "NaN", "Infinity"]
)
def test_a_figure_that_no_memory_holds_is_told_at_once(sort: str, text: str) -> None:
    with pytest.raises(Wrong) as told:
        read_value(sort, [text])
    assert len(str(told.value)) < 80


def test_figures_of_an_office_still_pass() -> None:
    assert [read_value("number", [text]) for text in ("0", "12", "-3.5", "0.25", "1,000")] == [0, 12, -3.5, 0.25, 1000]
    assert [read_value("money", [text]) for text in ("0", "1200.50", "9,999,999,999.99元")] == [0, 120050, 999999999999]


@pytest.mark.parametrize("cell", ["²²²²²", "9" * 5000])
def test_a_cell_of_strange_digits_is_no_day(cell: str) -> None:
    with pytest.raises((Wrong, Invalid)):
        day_of(cell)


def test_a_list_goes_on_from_no_strange_key(me) -> None:
    assert me.get("/register/list/?after=a-²").status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12-30", "1839-12-31", "2200-01-01"])
def test_a_day_that_nothing_can_be_counted_from_is_told(district, day: str) -> None:
    """A term on the last day of the calendar has no day after it: it ended in a 500."""
    client = signed_in(district, "陆双")
    form = {"task": "走访", "deadline": day, "part-lead": district.unit("教育局")}
    assert client.post("/cases/new/task/", form).status_code == 422
    with pytest.raises(Wrong, match="年份应在 1840 至 2199 之间"):
        read_value("date", [day])
    with pytest.raises(Wrong, match="年份应在"):
        day_of(day)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "x"])
def test_the_auditor_asks_for_any_day(district, day: str) -> None:
    assert signed_in(district, "管审").get(f"/trail/?since={day}&until={day}").status_code == 200
