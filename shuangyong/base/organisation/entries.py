"""What this room enters in the trail."""

from __future__ import annotations

from shuangyong.base.trail.types import declare

for what, says in {
    "account.create": "新建账号 {login}（{name}）",
    "account.password": "修改了自己的密码",
    "account.password_reset": "重置了密码",
    "account.lock": "锁定账号至 {until}：{reason}",
    "account.unlock": "解除账号锁定",
    "account.code_shown": "出示核验码",
    "account.code_done": "核验码已经用过，以后登录不再要",
    "account.recovery_used": "用一个恢复码通过了动态口令",
    "account.deactivate": "停用账号",
    "account.reactivate": "重新启用账号",
    "account.correct": "更正账号的姓名、手机号",
    "account.log_in": "登录，来自 {address}",
    "account.log_in_refused": "登录未成功，来自 {address}",
    "account.log_out": "退出登录",
    "account.totp_begin": "开始绑定动态口令",
    "account.totp_on": "启用动态口令",
    "account.recovery_codes": "重新生成恢复码",
    "account.totp_off": "停用动态口令",
    "region.import": "导入行政区划",
    "unit.open": "新设单位",
    "unit.rename": "单位改名",
    "unit.describe": "修改单位职责和级别",
    "unit.place": "单位所在区划由 {from} 改为 {to}：{reason}",
    "unit.move": "单位改隶：{reason}",
    "unit.merge": "单位并入编号 {into} 的单位，自 {on} 起：{reason}",
    "unit.split": "单位分设为{into}，自 {on} 起",
    "unit.close": "撤销单位，自 {on} 起",
    "unit.name": "增加单位名称“{name}”",
    "unit.rekey": "重算单位名称 {changed} 个",
    "group.found": "成立领导小组",
    "group.office": "领导小组办公室改设在{name}",
    "group.rules": "修改领导小组工作规则",
    "group.seat": "任命领导小组职务",
    "group.unseat": "免去领导小组职务，自 {on} 起",
    "group.join": "加入成员单位",
    "group.leave": "退出成员单位，自 {on} 起",
    "post.assign": "任职",
    "post.end": "免职，自 {on} 起",
    "post.hand_over": "移交岗位",
}.items():
    declare(what, says, {"name": "name"} if what == "account.create" else None)
