"""How fast reading is, against only cutting the same text into words and against only decoding it.

`python -m bench.reading [--rounds 5] [--megabytes 10]` reads the corpus as text in memory (UTF-8), repeated to ten
megabytes. The contestants take turns within each round, so that a busy machine slows all of them alike; medians
are compared. What one process does is measured in its processor time, what several do by the clock, with starting
them: those rows mean something only while the machine has nothing else to do. jieba, much slower than rjieba, gets
every n-th document and is counted by the characters it cut.
"""

from __future__ import annotations

import argparse
import atexit
import cProfile
import functools
import logging
import pstats
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
JIEBA_SHARE = 20
"""jieba gets one document in so many."""
TARGET_RJIEBA, TARGET_JIEBA = 2.0, 10.0

# A pass of `re` over the few characters to fold: several times faster than str.translate over Chinese text.
_FOLD = re.compile("[０-９Ａ-Ｚａ-ｚ\u3000\u00a0]")


@dataclass(frozen=True, slots=True)
class Sample:
    """One document as it comes (UTF-8) and as text for the word cutters."""

    data: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Contestant:
    """Something that is run over documents; `share` is the n of every n-th document that it gets."""

    name: str
    run: Callable[[Sequence[Sample]], None]
    share: int = 1
    clock: Callable[[], float] = time.process_time


def corpus() -> list[str]:
    """Every .txt input of the corpus and the seeds beside the repository, decoded."""
    folders = (ROOT / "tests" / "corpus", ROOT.parent / "shared" / "seeds")
    paths = sorted(path for folder in folders for path in folder.rglob("*.txt") if not path.name.endswith(".clean.txt"))
    return list(dict.fromkeys(text for text in map(decoded, (path.read_bytes() for path in paths)) if text.strip()))


def decoded(data: bytes) -> str:
    """The text of a file of the corpus: UTF-16 by its mark, UTF-8, else GB18030."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def repeated(texts: Sequence[str], size: int) -> list[Sample]:
    """Documents until they hold `size` bytes. Each has a last line of its own: no two are the same to a cache."""
    samples, held = [], 0
    for number, text in enumerate(cycle(texts), 1):
        if held >= size:
            break
        whole = f"{text.rstrip()}\n(共印{number}份)\n"
        samples.append(Sample(whole.encode(), whole))
        held += len(samples[-1].data)
    return samples


# ---------------------------------------------------------------- contestants


def read(samples: Sequence[Sample]) -> None:
    """The thing itself."""
    from shuangyong.reader import read_bytes

    for sample in samples:
        read_bytes(sample.data, "document.txt")


def read_in_one_go(samples: Sequence[Sample]) -> None:
    """The same with what was worked out about a clause kept from one document to the next, as `read FILE…` does."""
    from shuangyong.reader import remembering

    with remembering():
        read(samples)


def read_by_several(samples: Sequence[Sample]) -> None:
    """The same from files, by as many processes as there are processors: `shuangyong read FILE…` on a large archive.

    Starting the processes and writing the files is counted in; results come back whole, as the command needs them.
    """
    from shuangyong.config.reading_files import read_files

    with tempfile.TemporaryDirectory(prefix="bench-reading-") as name:
        folder = Path(name)
        paths = [folder / f"{number}.txt" for number in range(len(samples))]
        for path, sample in zip(paths, samples, strict=True):
            path.write_bytes(sample.data)
        for _ in read_files(paths, folder / "no-words"):
            pass


def cut_rjieba(samples: Sequence[Sample]) -> None:
    """Cut into words with rjieba."""
    import rjieba

    for sample in samples:
        rjieba.cut(sample.text)


def cut_jieba(samples: Sequence[Sample]) -> None:
    """Cut into words with jieba."""
    jieba = quiet_jieba()
    for sample in samples:
        jieba.lcut(sample.text)


def cut_jieba_by_several(samples: Sequence[Sample]) -> None:
    """The same by as many processes as there are processors, as jieba offers it: lines of one text are shared out."""
    jieba = quiet_jieba()
    jieba.enable_parallel(processors())
    try:
        list(jieba.cut("\n".join(sample.text for sample in samples)))
    finally:
        jieba.disable_parallel()


def normalise(samples: Sequence[Sample]) -> None:
    """Decode, fold widths and spaces, join lines again: what no reader can do without."""
    for sample in samples:
        lines = _FOLD.sub(narrow, sample.data.decode("utf-8")).splitlines()
        "\n".join(line.strip() for line in lines)


def narrow(wide: re.Match[str]) -> str:
    code = ord(wide[0])
    return chr(code - 0xFEE0) if code > 0xFF00 else " "


@functools.cache
def quiet_jieba() -> Any:
    """jieba with its cache file in a folder of this run: it would leave one in the machine's, and say so."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    folder = Path(tempfile.mkdtemp(prefix="bench-jieba-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    jieba.dt.tmp_dir = str(folder)
    jieba.initialize()
    return jieba


def processors() -> int:
    """The processors that `read FILE…` uses."""
    from shuangyong.config.reading_files import processors as allowed

    return allowed()


def contestants() -> list[Contestant]:
    """In the order in which each round runs them."""
    return [
        Contestant("shuangyong.reader", read),
        Contestant("…成批读（记住读过的句子）", read_in_one_go),
        Contestant(f"…{processors()} 个进程一起读文件", read_by_several, clock=time.perf_counter),
        Contestant("rjieba.cut", cut_rjieba),
        Contestant("jieba.lcut", cut_jieba, JIEBA_SHARE),
        Contestant(f"jieba.cut，{processors()} 个进程", cut_jieba_by_several, JIEBA_SHARE, time.perf_counter),
        Contestant("只解码和规整", normalise),
    ]


# ---------------------------------------------------------------- measuring


def speeds(samples: Sequence[Sample], rounds: int) -> dict[str, list[float]]:
    """Characters a second of every contestant in every round."""
    running = contestants()
    for one in running:  # tables are loaded and patterns compiled before the clock runs
        one.run(samples[:2])
    found: dict[str, list[float]] = defaultdict(list)
    for turn in range(rounds):
        for one in running:
            share = samples[turn % one.share :: one.share] or samples
            found[one.name].append(sum(len(sample.text) for sample in share) / seconds(one, share))
        sys.stderr.write(f"\r第 {turn + 1}/{rounds} 轮")
    sys.stderr.write("\n")
    return found


def seconds(one: Contestant, samples: Sequence[Sample]) -> float:
    start = one.clock()
    one.run(samples)
    return one.clock() - start


# ---------------------------------------------------------------- where the time goes

Function = tuple[str, int, str]


def profiled(samples: Sequence[Sample]) -> pstats.Stats:
    """One pass under cProfile. It charges calls more than they cost, so read the shares, not the seconds."""
    profile = cProfile.Profile()
    profile.runcall(read, samples)
    return pstats.Stats(profile)


def by_stage(stats: pstats.Stats) -> dict[str, float]:
    """Seconds by module of the reader; what a module has built-in functions and libraries do counts as its own."""
    spent: dict[str, float] = defaultdict(float)
    for function, (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        stage = stage_of(function)
        if stage or not callers:
            spent[stage or "其他"] += own
            continue
        for caller, (_, _, share, _) in callers.items():
            spent[stage_of(caller) or "标准库内部"] += share
    return spent


def stage_of(function: Function) -> str | None:
    parts = Path(function[0]).parts
    if "reader" not in parts or "shuangyong" not in parts:
        return None
    return "/".join(parts[parts.index("reader") + 1 :])


def heaviest(stats: pstats.Stats, count: int = 12) -> Iterator[tuple[str, float, int]]:
    """The functions that hold most time of their own: name, seconds, calls."""
    ordered = sorted(stats.stats.items(), key=lambda entry: -entry[1][2])  # type: ignore[attr-defined]
    for (file, line, name), (_, calls, own, _, _) in ordered[:count]:
        yield (f"{Path(file).name}:{line} {name}" if line else name), own, calls


# ---------------------------------------------------------------- printing


def report(found: dict[str, list[float]]) -> Iterator[str]:
    """Speeds and ratios; above 1 means that reading is the faster."""
    ours = found["shuangyong.reader"]
    yield f"{'':<20}{'百万字/秒':>10}{'最慢':>10}{'最快':>10}{'读公文是它的几倍快':>14}"
    for name, values in found.items():
        ratio = statistics.median(mine / other for mine, other in zip(ours, values, strict=True))
        middle, low, high = (value / 1e6 for value in (statistics.median(values), min(values), max(values)))
        yield f"{pad(name, 20)}{middle:>13.2f}{low:>12.2f}{high:>12.2f}{ratio:>18.2f}"
    against = {name: statistics.median(ours) / statistics.median(values) for name, values in found.items()}
    slower = 1 / against["rjieba.cut"]
    yield f"目标：用时不超过 rjieba 的 {TARGET_RJIEBA:g} 倍：{slower:.2f} 倍，{verdict(slower <= TARGET_RJIEBA)}"
    faster = against["jieba.lcut"]
    yield f"目标：比 jieba 快 {TARGET_JIEBA:g} 倍以上：{faster:.1f} 倍，{verdict(faster >= TARGET_JIEBA)}"


def verdict(reached: bool) -> str:
    return "达到" if reached else "未达到"


def pad(text: str, width: int) -> str:
    """`text` filled to `width` columns; a Chinese character takes two."""
    return text + " " * max(0, width - sum(2 if ord(character) > 0x2000 else 1 for character in text))


def profile_report(stats: pstats.Stats) -> Iterator[str]:
    """Shares by module, then the heaviest functions."""
    spent = by_stage(stats)
    total = sum(spent.values()) or 1.0
    yield "时间花在哪里（按模块，cProfile）"
    for stage, own in sorted(spent.items(), key=lambda entry: -entry[1]):
        if own / total >= 0.002:
            yield f"  {pad(stage, 30)}{own / total:>7.1%}  {'█' * round(40 * own / total)}"
    yield "最重的函数（自身用时、次数）"
    for name, own, calls in heaviest(stats):
        yield f"  {own / total:>6.1%} {calls:>10,}  {name}"


def lines(options: argparse.Namespace) -> Iterable[str]:
    texts = corpus()
    if not texts:
        yield "没有语料：tests/corpus 里没有 .txt 文件。"
        return
    samples = repeated(texts, int(options.megabytes * 1_000_000))
    size = sum(len(sample.data) for sample in samples) / 1e6
    characters = sum(len(sample.text) for sample in samples) / 1e6
    yield f"{len(samples)} 份公文（{len(texts)} 种），{size:.1f} MB，{characters:.2f} 百万字"
    yield f"{options.rounds} 轮，轮流进行，取中位数；一个进程的按处理器用时计，几个进程的按钟表计（连同启动）"
    yield from report(speeds(samples, options.rounds))
    yield from profile_report(profiled(samples[: max(1, len(samples) // 4)]))


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.reading", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=float, default=10.0)
    for line in lines(parser.parse_args()):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
