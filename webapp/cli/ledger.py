"""``devolve ledger``: the account that must balance at every moment."""

from __future__ import annotations

import click

from webapp.cli.acting import reading
from webapp.cli.home import Home
from webapp.cli.speaking import DONE, LEFT_OUT, Command, finish, say, say_json, say_table, spoken
from workflows.domain.vocabulary import KeepReason, Kind
from workflows.domain.words import Words
from workflows.operations.processes import nets
from workflows.store.campaigns import participants
from workflows.store.ledger import LEFT, RIGHT, Ledger
from workflows.store.ledger import ledger as ledger_of

LABELS = {
    "filed": Words("填报", "Filed"),
    "parts_made": Words("拆分新增", "Parts made"),
    "moved_in": Words("移入", "Moved in"),
    "in_progress": Words("在办", "In progress"),
    "adopted": Words("拟列入", "Adopted"),
    "kept": Words("保留", "Kept"),
    "voided": Words("作废", "Voided"),
    "split_away": Words("被拆分", "Split"),
    "merged_away": Words("被合并", "Merged"),
    "moved_out": Words("移出", "Moved out"),
}


@click.command("ledger", cls=Command)
@reading
def ledger(home: Home, campaign_key: str | None, as_json: bool) -> None:
    """账：填报 = 在办 + 拟列入 + 保留 + … · the account; exit status 1 if it does not balance"""
    campaign = home.campaign(campaign_key)
    book = ledger_of(home.session, campaign, nets(campaign).item)
    if as_json:
        say_json(book.as_json())
    else:
        names = {office.id: office.short_name for office in participants(home.session, campaign, "department")}
        _show(book, names)
    finish(DONE if book.balanced else LEFT_OUT)


def _show(book: Ledger, names: dict[int, str]) -> None:
    words = [word for word in LEFT + RIGHT if book.total.counts[word] or word in ("filed", "in_progress", "adopted", "kept")]
    heading = [Words("部门", "Department"), Words("类别", "Kind"), *(LABELS[word] for word in words)]
    rows = [[names.get(row.department_id, "?"), _kind(row.kind), *(row.counts[word] for word in words)] for row in book.rows]
    say_table(heading, [*rows, [spoken(Words("合计", "Total")), "", *(book.total.counts[word] for word in words)]])
    for code, count in book.total.reasons.items():
        reason = KeepReason(code).words if code else Words("没有理由", "no reason")
        say(f"保留 · {reason.zh} {count}", f"kept · {reason.en} {count}")
    if book.balanced:
        say("账实相符。", "The ledger balances.")
    else:
        gap, strays = book.total.gap, book.strays
        say(f"账实不符：差 {gap} 项，无来源 {strays} 项。", f"It does not balance: gap {gap}, strays {strays}.")


def _kind(code: str) -> str:
    return spoken(Kind(code).words) if code else "—"
