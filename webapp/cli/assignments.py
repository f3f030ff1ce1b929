"""``devolve assignments``: 分工 — the proposal of a round, assigned as shown; handed on; one more reviewer asked."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from webapp.cli.acting import Acting, acting, tell
from webapp.cli.choosing import Choice, chosen
from webapp.cli.speaking import Group, say, say_json, say_table
from workflows.domain.calendar import day_of
from workflows.domain.errors import NotFound
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.operations.actors import must_hold
from workflows.operations.items.assigning import Proposal, ask_one_more, assign_items, hand_on, propose
from workflows.store.people import names_of, person_of

HEADING = (Words("编号", "No."), Words("分给", "To"), Words("缘由", "Why"))


@click.group(cls=Group)
def assignments() -> None:
    """分工 · who reviews what"""


@assignments.command("share")
@acting
@click.argument("round_", metavar="ROUND")
@click.option("--digest", metavar="DIGEST", help="按此摘要的方案分配；不写则只显示方案 · assign the proposal shown with this digest")
def share(who: Acting, round_: str, digest: str | None) -> None:
    """显示一轮的分配方案，或照方案分配 · show a round's proposal, or assign it"""
    if digest is not None:
        tell(who, who.carry(assign_items, round_=round_, digest=digest))
        return

    def work(session: Session, *, actor, at, campaign, **_words) -> tuple[Proposal, dict[int, str]]:
        must_hold(actor, (Role.coordinator,))
        proposal = propose(session, campaign, round_, day_of(at, campaign.zone))
        return proposal, names_of(session, [one.id for one in proposal.reviewers])

    proposal, names = who.carry(work)
    numbers = {item.id: item.number for item in proposal.items.values()}
    rows = [
        {"number": numbers[one.item_id], "to": names.get(one.reviewer_id, ""), "why": one.why.value, "reason": one.why.zh}
        for one in proposal.shares
    ]
    if who.as_json:
        say_json({"digest": proposal.digest, "shares": rows})
        return
    say_table(HEADING, [(row["number"], row["to"] or "—", row["reason"]) for row in rows])
    say(f"照此分配：--digest {proposal.digest}", f"To assign it: --digest {proposal.digest}")


@assignments.command("hand-on")
@acting
@click.argument("colleague")
@chosen
@click.option("--reason", required=True, help="理由，1 至 500 字 · the reason, 1 to 500 characters")
@click.option("--holder", metavar="ACCOUNT", help="转办谁的（协调员办理时） · whose, if the coordinator hands them on")
def hand_on_(who: Acting, colleague: str, choice: Choice, reason: str, holder: str | None) -> None:
    """转办给同事 · hand items on to a colleague"""

    def work(session: Session, *, actor, at, campaign, **words):
        words |= {"item_ids": choice.ids(session, campaign, actor), "to_id": _id(session, colleague), "reason": reason}
        words |= {"from_id": _id(session, holder)} if holder else {}
        return hand_on(session, actor=actor, at=at, campaign=campaign, **words)

    tell(who, who.carry(work))


@assignments.command("ask")
@acting
@click.argument("colleague")
@chosen
@click.option("--reason", required=True, help="理由，1 至 500 字 · the reason, 1 to 500 characters")
def ask(who: Acting, colleague: str, choice: Choice, reason: str) -> None:
    """意见分歧的，请一人再审并以其意见为准 · where reviewers disagree, ask one more who decides"""

    def work(session: Session, *, actor, at, campaign, **words):
        words |= {"item_ids": choice.ids(session, campaign, actor), "to_id": _id(session, colleague), "reason": reason}
        return ask_one_more(session, actor=actor, at=at, campaign=campaign, **words)

    tell(who, who.carry(work))


def _id(session: Session, account: str) -> int:
    person = person_of(session, account)
    if person is None:
        raise NotFound(f"没有账号“{account}”。", f"There is no account “{account}”.")
    return person.id
