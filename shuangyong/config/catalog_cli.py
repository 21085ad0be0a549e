"""`shuangyong catalog …`: checking, publishing, comparing, listing definitions; moving cases to a new version."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shuangyong.config import starting
from shuangyong.config.saying import complain

if TYPE_CHECKING:
    from shuangyong.base.organisation.declared_files import DeclaredFile
    from shuangyong.cases.moving import Plan
    from shuangyong.catalog.sorts import Declared, Sort


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    catalog = commands.add_parser("catalog", help="核对、发布、对比、列出定义：事项种类、考评标准")
    catalog.set_defaults(run=run)
    acts = catalog.add_subparsers(dest="act", required=True, title="操作", metavar="操作")
    for name, said in (
        ("check", "核对定义文件：没有问题退出码为 0，有问题为 1，并逐条说明在哪个文件第几行"),
        ("publish", "核对后发布；内容没有变的不再发布"),
    ):
        act = acts.add_parser(name, help=said, allow_abbrev=False)
        act.add_argument("files", nargs="*", metavar="文件", help="不写时为随产品的和本单位自己的全部定义")
    diff = acts.add_parser("diff", help="定义文件与已发布的最新一版有什么不同", allow_abbrev=False)
    diff.add_argument("files", nargs="*", metavar="文件", help="不写时为全部定义文件")
    move = acts.add_parser("move", help="让办着的事项改用另一版定义；不加选项时只预览", allow_abbrev=False)
    move.add_argument("key", metavar="种类", help="定义里的 key，如 task")
    move.add_argument("--from", dest="before", metavar="版本", type=int, required=True, help="现在用的版本")
    move.add_argument("--to", dest="after", metavar="版本", type=int, required=True, help="改用的版本")
    how = move.add_mutually_exclusive_group()
    how.add_argument("--apply", action="store_true", help="真的改用；不能改的留在原来的版本")
    how.add_argument("--undo", action="store_true", help="撤回从前一版到后一版的改用，恢复原样")
    table = acts.add_parser("standard", help="把单位自己的考评表（.xlsx 或 .csv）转成考评标准文件", allow_abbrev=False)
    table.add_argument("table", metavar="表格", help="表头如：项目、考评内容、分值、评分标准、责任单位、佐证材料")
    table.add_argument("--key", metavar="标识", required=True, help="标准的 key，小写字母、数字、下划线")
    table.add_argument("--name", metavar="名称", required=True, help="标准的名称")
    acts.add_parser("list", help="列出已发布的各版定义")
    acts.add_parser("rights", help="列出每种事项哪些岗位能新开，照定义文件和 posts.toml 算出")


def run(args: argparse.Namespace) -> int:
    if args.act == "check":
        set_up_without_database()
        return check(args.files)
    if args.act in {"standard", "rights"}:
        set_up_without_database()
        return standard(args) if args.act == "standard" else rights()
    starting.start()
    return {"publish": publish, "diff": diff, "list": listing, "move": move}[args.act](args)


def set_up_without_database() -> None:
    """A file is checked before there is anything to publish it into."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuangyong.config.settings")
    import django

    django.setup()


def texts_of(files: list[str]) -> dict[str, str]:
    """The files asked for, or all: those of the product and the office's own."""
    from shuangyong.catalog.surrounding import own_files, read_files, shipped_files

    return read_files([Path(file) for file in files] or [*shipped_files(), *own_files()])


def check(files: list[str]) -> int:
    from shuangyong.catalog.checking import check_files
    from shuangyong.catalog.problems import DefinitionError

    others, definitions = apart(files)
    try:
        wanted = texts_of(definitions) if definitions or not files else {}
        sound, said = check_files(wanted, texts_of([]))
    except DefinitionError as error:
        complain(str(error))
        return 1
    said += [fault for path, how in others for fault in how.faults(path)]
    if said:
        complain("\n".join([*said, f"共 {len(said)} 处问题。请改正后再核对一次。"]))
        return 1
    for file, kind in sorted(sound.items()):
        sys.stdout.write(f"{file}：“{kind.name}”第 {kind.version} 版，没有问题。\n")
    for path, _ in others:
        sys.stdout.write(f"{path}：没有问题。\n")
    return 0


def apart(files: list[str]) -> tuple[list[tuple[Path, DeclaredFile]], list[str]]:
    """Declared files beside the definitions (posts, visits …) with how each is checked, and the definitions themselves.

    Without names: all that this installation uses, and no definitions.
    """
    from shuangyong.base.organisation import declared_files

    if not files:
        return [(path, one) for one in declared_files.every() for path in one.paths()], []
    found = [(Path(file), declared_files.of_path(Path(file))) for file in files]
    return [(path, one) for path, one in found if one], [str(path) for path, one in found if one is None]


def standard(args: argparse.Namespace) -> int:
    """The standard's file goes to the output, to be looked through and completed. Faults are told by their cells."""
    from django.utils import timezone

    from shuangyong.assess.standard.proving import prove_standard
    from shuangyong.assess.standard.reading import read_standard
    from shuangyong.assess.standard.table import text_of_table
    from shuangyong.base.errors import Problem
    from shuangyong.catalog.problems import DefinitionError
    from shuangyong.catalog.reading import read_kind
    from shuangyong.catalog.surrounding import KINDS, read_files, surroundings_of_files
    from shuangyong.intake.ledgers.sheets import read

    path = Path(args.table)
    around = surroundings_of_files(
        read_kind(text, file) for file, text in read_files(sorted(KINDS.glob("*.toml"))).items()
    )
    named = {kind.name: key for key, kind in around.kinds.items()}
    try:
        sheet = read(path.name, path.read_bytes())[0]
        made = text_of_table(
            sheet.rows, sheet.merged, key=args.key, name=args.name, on=timezone.localdate(), kinds=named
        )
    except OSError as error:
        complain(f"{path}：打不开（{error.strerror}）。请检查文件名。")
        return 1
    except Problem as error:
        complain(f"{path.name}\n{error}")
        return 1
    try:
        prove_standard(read_standard(made.text, path.name), around, made.text, path.name)
    except DefinitionError as error:
        complain("\n".join([path.name, *map(made.said, error.faults)]))
        return 1
    sys.stdout.write(made.text)
    return 0


def rights() -> int:
    from shuangyong.base.organisation import posts
    from shuangyong.catalog.naming_kinds import kinds_of_files
    from shuangyong.catalog.rights import rows, table

    declared = posts.load()
    sys.stdout.write("\n".join(table(rows(kinds_of_files().values(), declared), declared)) + "\n")
    return 0


def publish(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from shuangyong.base.actor import SYSTEM
    from shuangyong.base.errors import Problem
    from shuangyong.catalog.actions import publish_files
    from shuangyong.catalog.problems import DefinitionError

    try:
        made = publish_files(SYSTEM, texts_of(args.files), now=timezone.now())
    except (DefinitionError, Problem) as error:
        complain(f"{error}\n一份也没有发布。")
        return 1
    for definition, new in made:
        says = "已发布" if new else "此前已发布，内容没有变"
        day = definition.valid_from
        later = f"，{day.year}年{day.month}月{day.day}日起才能用于新事项" if day > timezone.localdate() else ""
        sys.stdout.write(f"{definition}：{says}{later}。\n")
    return 0


def diff(args: argparse.Namespace) -> int:
    from shuangyong.catalog.problems import DefinitionError
    from shuangyong.catalog.queries import latest_text
    from shuangyong.catalog.sorts import sort_of

    try:
        files = [(sort_of(text), text, file) for file, text in texts_of(args.files).items()]
        for sort, text, file in files:
            after = sort.read(text, file)
            before = latest_text(sort.key, after.key)
            if before is None:
                sys.stdout.write(f"“{after.name}”第 {after.version} 版：还没有发布过。\n")
                continue
            tell_differences(sort, sort.read(before, file), after)
    except DefinitionError as error:
        complain(str(error))
        return 1
    return 0


def tell_differences(sort: Sort, before: Declared, after: Declared) -> None:
    found = sort.differences(before, after)
    told = f"{len(found)}处不同" if found else "内容相同"
    sys.stdout.write(f"“{after.name}”第 {before.version} 版 → 第 {after.version} 版：{told}\n")
    sys.stdout.writelines(f"  {item}\n" for item in found)


def listing(_: argparse.Namespace) -> int:
    from shuangyong.catalog.queries import every

    found = every()
    for row in found:
        until = f"至 {row.valid_to}" if row.valid_to else "起"
        sys.stdout.write(f"{row.key}\t第 {row.version} 版\t{row.name}\t{row.valid_from} {until}\t{row.checked}\n")
    if not found:
        sys.stdout.write("还没有发布过定义。请运行 shuangyong catalog publish。\n")
    return 0


def move(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from shuangyong.base.actor import SYSTEM
    from shuangyong.base.errors import Problem
    from shuangyong.cases import moving
    from shuangyong.catalog.queries import version_of

    try:
        before, after = version_of(args.key, args.before), version_of(args.key, args.after)
        if not (args.apply or args.undo):
            return preview(list(moving.preview(before, after, on=timezone.localtime().date())))
        act = moving.unmove if args.undo else moving.move
        done = act(SYSTEM, before, after, now=timezone.now(), progress=show_progress)
    except Problem as error:
        complain(str(error))
        return 1
    verb = "撤回" if args.undo else "改用新版"
    sys.stdout.write(f"{verb} {done['moved']} 件，没有动的 {done['stayed']} 件。\n")
    return 0


def show_progress(done: int, total: int) -> None:
    if total and sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{total}")


def preview(plans: Sequence[Plan]) -> int:
    """What would change, by what changes; then each case that cannot move, with the reason."""
    able = [plan for plan in plans if plan.can]
    for plan in able:
        if plan.changes:
            sys.stdout.write(f"{plan.number}：{'；'.join(plan.changes)}\n")
    for plan in plans:
        if not plan.can:
            sys.stdout.write(f"{plan.number}：不能改用。{plan.why_not}\n")
    same = sum(not plan.changes for plan in able)
    sys.stdout.write(
        f"共 {len(plans)} 件办着的：可以改用 {len(able)} 件（其中 {same} 件没有变化），"
        f"不能改用 {len(plans) - len(able)} 件。这是预览，没有改动；加 --apply 才改用。\n"
    )
    return 0
