#!/usr/bin/env bash
# A whole campaign of any district, from the command line: two departments, three subdistricts, one round of everything.
#
#     docs/drive-a-campaign.sh FOLDER [campaign.toml]
#
# FOLDER must not exist; it becomes the home of a rehearsal (its papers say so, and DEVOLVE_AT may set the time). For a real
# campaign leave out --rehearsal and the DEVOLVE_AT lines, and let each person run their own lines on their own days.
# Exit status of each command: 0 done, 1 something was left out (the list says what), 3 refused.
set -euo pipefail
house="$(cd "$(dirname "$0")" && pwd)"
export DEVOLVE_HOME="${1:?FOLDER}"
described="${2:-$house/campaign.toml}"
papers="$DEVOLVE_HOME/papers"

say() { printf '\n== %s\n' "$*"; }
on() { export DEVOLVE_AT="$1T09:30:00+08:00"; say "$1 $2"; }
some_left() { "$@" || [ $? -eq 1 ]; }   # for commands that may rightly leave something out

on 2020-08-01 "安装 · set up"
devolve init --rehearsal --account admin --name 系统管理员
mkdir "$papers"

on 2020-08-03 "部署 · people, posts, the campaign"
printf '%s\n' guard,安全管理员 xie,谢协调 chen,陈联络 liang,梁局长 he,何联络 su,苏局长 lin,林审查 zhou,周领导 feng,冯经办 >"$papers/名单.csv"
devolve people import "$papers/名单.csv" --as admin >"$papers/初始密码.txt"
devolve appointments add guard security_manager --as admin
some_left devolve campaign open "$described" --as admin           # the system manager may set it up, not appoint
devolve campaign open "$described" --as guard --apply             # the security manager appoints
devolve campaign advance launch --as xie

on 2020-08-10 "采集 · the departments' lists come in"
devolve items template --department 城管局 --to "$papers/采集表.xlsx"
cat >"$papers/城管.csv" <<'CSV'
事项名称,职权类别,处罚种类,实施依据,调整方式,下放范围,备注
对随地吐痰、便溺的行政处罚,行政处罚,罚款,《城市市容和环境卫生管理条例》第三十四条第（一）项,下放,,
对乱倒垃圾、污水、粪便的行政处罚,行政处罚,罚款,《城市市容和环境卫生管理条例》第三十四条第（二）项,下放,,
对不按规定清运垃圾的行政处罚,行政处罚,罚款,《城市市容和环境卫生管理条例》第三十四条第（四）项,部分下放,仅限主次干道以外的道路,
对占道经营的行政检查,行政检查,,《城市市容和环境卫生管理条例》第十四条,不下放,,专业设备由区统一配置
CSV
cat >"$papers/水务.csv" <<'CSV'
事项名称,职权类别,处罚种类,实施依据,调整方式,备注
对在水工程保护范围内从事危害活动的行政处罚,行政处罚,罚款,《中华人民共和国水法》第七十二条,下放,
对擅自停止使用节水设施的行政处罚,行政处罚,罚款,《中华人民共和国水法》第七十一条,下放,
CSV
devolve items import "$papers/城管.csv" --department 城管局 --as chen --dry-run
devolve items import "$papers/城管.csv" --department 城管局 --as chen
devolve items import "$papers/水务.csv" --department 水务局 --as he
devolve items list

on 2020-08-14 "审签、报送 · signed and reported"
devolve items decide send_for_endorsement --waiting --as chen
devolve items decide send_for_endorsement --waiting --as he
devolve items decide keep --mode keep --waiting --as liang --code better_centralised --reason "设备由区统一配置"
devolve items decide report --waiting --as liang
devolve items decide report --waiting --as su
if devolve items list --place discuss_item --json | grep -q '"number"'; then
    devolve items decide proceed --place discuss_item --as xie --reason "研讨认为可以进入审查，警示已逐项核对"
fi

on 2020-09-01 "第一轮审查 · first round, one item returned and mended"
devolve campaign advance open_first_round --as xie
devolve items decide return 2 --as lin --reason "名称应与条文一致"
devolve items fill-in 2 --as chen --set "name=对乱倒垃圾、污水、粪便，乱扔动物尸体的行政处罚"
devolve items decide send_for_endorsement 2 --as chen
devolve items decide report 2 --as liang
devolve items decide approve --waiting --as lin --reason "依据适用、准确、有效"

on 2020-09-21 "征求意见 · everyone is asked"
devolve campaign advance open_solicitation --as xie
devolve comments form --unit chigang --to "$papers/意见反馈表.xlsx"
devolve comments add 修改 --item 3 --as feng --proposal "范围应包括内街巷" --basis "街道日常巡查范围"
devolve comments add 同意 --item 1 --as feng

on 2020-10-19 "意见处理 · the window is over, comments are answered"
devolve clock
devolve comments answer 部分采纳 --all-open --as xie --reason "内街巷已在范围内，文字不改"
devolve comments answers --to "$papers/意见采纳情况表.xlsx"
devolve items decide answered --waiting --as xie

on 2020-10-26 "第二轮审查、审定 · second round and approval"
devolve campaign advance open_second_round --as xie
devolve items decide approve --waiting --as lin --reason "合法性审查通过"
devolve campaign advance submit --as xie
devolve items decide approve --waiting --as zhou --reason "同意"
devolve campaign advance conclude --as zhou

on 2020-11-16 "公告 · the catalogue comes out"
devolve campaign status
devolve campaign advance publish --as xie
devolve ledger
devolve ledger --json >"$papers/ledger.json"
for form in xlsx csv json; do devolve catalogue export --to "$papers/目录.$form"; done
devolve verify --anchor-to "$papers/anchors"
devolve backup "$papers/backup.zip"
