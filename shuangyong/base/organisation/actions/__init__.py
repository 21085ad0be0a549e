"""Every write of the organisation: one verb a function, first argument who acts.

`on` is the day from which it holds; `now` is when it is entered. Each call is one transaction and leaves a trail.
"""

from shuangyong.base.organisation.actions.accounts import (
    change_password,
    correct_account,
    create_account,
    deactivate,
    lock,
    reactivate,
    reset_password,
    unlock,
)
from shuangyong.base.organisation.actions.groups import (
    SeatDraft,
    end_group_seat,
    found_group,
    join_group,
    leave_group,
    seat_in_group,
    set_rules,
)
from shuangyong.base.organisation.actions.handing import show as show_code
from shuangyong.base.organisation.actions.listing import Listed, Opened, give_posts, open_accounts, open_units
from shuangyong.base.organisation.actions.merging import check_merger, merge_unit
from shuangyong.base.organisation.actions.moving import (
    check_move,
    check_place,
    move_unit,
    place_unit,
)
from shuangyong.base.organisation.actions.names import add_name, check_name, rekey, stale
from shuangyong.base.organisation.actions.refusing import LONGEST_REASON
from shuangyong.base.organisation.actions.regions import ImportedRegions, import_regions
from shuangyong.base.organisation.actions.second_factor import (
    begin_totp,
    confirm_totp,
    drop_totp,
    new_recovery_codes,
)
from shuangyong.base.organisation.actions.splitting import Share, split_unit
from shuangyong.base.organisation.actions.tenures import Term, assign, end_tenure, hand_over
from shuangyong.base.organisation.actions.units import (
    UnitDraft,
    check_description,
    close_unit,
    describe_unit,
    open_unit,
    rename_unit,
)

__all__ = [
    "LONGEST_REASON",
    "ImportedRegions",
    "Listed",
    "Opened",
    "SeatDraft",
    "Share",
    "Term",
    "UnitDraft",
    "add_name",
    "assign",
    "begin_totp",
    "change_password",
    "check_description",
    "check_merger",
    "check_move",
    "check_name",
    "check_place",
    "close_unit",
    "confirm_totp",
    "correct_account",
    "create_account",
    "deactivate",
    "describe_unit",
    "drop_totp",
    "end_group_seat",
    "end_tenure",
    "found_group",
    "give_posts",
    "hand_over",
    "import_regions",
    "join_group",
    "leave_group",
    "lock",
    "merge_unit",
    "move_unit",
    "new_recovery_codes",
    "open_accounts",
    "open_unit",
    "open_units",
    "place_unit",
    "reactivate",
    "rekey",
    "rename_unit",
    "reset_password",
    "seat_in_group",
    "set_rules",
    "show_code",
    "split_unit",
    "stale",
    "unlock",
]
