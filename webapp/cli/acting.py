"""As whom a command acts: ``--as`` has no default, and the rules are those of the pages."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.cli.choices import OneOf
from webapp.cli.home import Home, opened
from webapp.cli.speaking import DONE, LEFT_OUT, finish, log, numbers_text, say, say_json, spoken
from workflows.domain.outcomes import LeftOut, Outcome
from workflows.domain.vocabulary import Door, Role
from workflows.operations.actors import acting as actor_of
from workflows.operations.acts import Actor
from workflows.operations.processes import nets
from workflows.store.base import among
from workflows.store.campaigns import Campaign
from workflows.store.items.rows import Item

WHO = (
    click.option("--as", "acting_account", required=True, metavar="ACCOUNT", help="以谁的账号办理 · whose account acts"),
    click.option("--role", "acting_role", type=OneOf(Role), metavar="ROLE", help="以哪个身份（有几项任职时） · in which role, if several"),
    click.option("--stand-in-for", "stood_for", metavar="ACCOUNT", help="代谁办理（须有委托） · in whose name, given a substitution"),
    click.option("--for", "acting_for", metavar="KEY", help="代表哪个单位（有几个时） · for which organisation"),
)
CAMPAIGN = click.option(
    "--campaign",
    "campaign_key",
    envvar="DEVOLVE_CAMPAIGN",
    show_envvar=True,
    metavar="KEY",
    help="哪次采集（有几次时） · which campaign, if several",
)
CLIENT_KEY = click.option("--client-key", metavar="KEY", help="同一个键重复提交只办一次 · the same key again has one effect")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="给程序读 · for a program to read")


@dataclass
class Acting:
    """Somebody at the command line: the home, who they are, in which campaign, and how they want to be answered."""

    home: Home
    account: str
    role: Role | None
    organisation: str | None
    campaign_key: str | None = None
    client_key: str | None = None
    as_json: bool = False
    stood_for: str | None = None

    def campaign(self) -> Campaign:
        """The campaign of this command."""
        return self.home.campaign(self.campaign_key)

    def actor(self, session: Session, campaign: Campaign | None) -> Actor:
        """Who acts, by the appointments of this day in the campaign's zone."""
        on = self.home.today(campaign.zone) if campaign is not None else self.home.today()
        return actor_of(
            session,
            self.account,
            on=on,
            door=Door.cli,
            role=self.role,
            campaign=campaign,
            organisation=self.organisation,
            stood_for=self.stood_for,
            demonstration=self.home.config.demonstration,
        )

    def carry(self, operation: Callable, **words):
        """One operation in the campaign, committed; its result."""
        if self.client_key is not None:
            words["client_key"] = self.client_key

        def work(session: Session):
            campaign = self.campaign()
            return operation(session, actor=self.actor(session, campaign), at=self.home.at, campaign=campaign, **words)

        result = self.home.carry(work)
        log.info("%s as %s", click.get_current_context().command_path, self.account)
        return result

    def administer(self, operation: Callable, **words):
        """One operation outside campaigns, committed; its result."""
        result = self.home.carry(lambda session: operation(session, actor=self.actor(session, None), at=self.home.at, **words))
        log.info("%s as %s", click.get_current_context().command_path, self.account)
        return result


def acting(function: Callable) -> Callable:
    """The command acts in a campaign: it gets an ``Acting`` first."""
    return _with_home(function, (*WHO, CAMPAIGN, CLIENT_KEY, AS_JSON))


def administering(function: Callable) -> Callable:
    """The command acts outside campaigns: it gets an ``Acting`` first."""
    return _with_home(function, (*WHO, AS_JSON))


def reading(function: Callable) -> Callable:
    """The command only reads: it gets the open ``Home`` first, then ``campaign_key`` and ``as_json``."""

    @functools.wraps(function)
    def read(**words):
        with opened() as home:
            return function(home, **words)

    read.only_reads = True
    return CAMPAIGN(AS_JSON(read))


def tell(who: Acting, outcome: Outcome) -> None:
    """What an act did and what it left out; the command ends with 0, or 1 where something was left out or nothing moved."""
    numbers = _numbers(who.home.session, outcome)
    if who.as_json:
        say_json(_plain(outcome, numbers))
    else:
        _tell(who, outcome, numbers)
    finish(LEFT_OUT if outcome.left_out or outcome.act_id is None else DONE)


def tell_left_out(left_out: Iterable[LeftOut]) -> None:
    """The items left out, grouped by reason."""
    grouped: dict[str, list[int]] = {}
    for left in left_out:
        grouped.setdefault(spoken(left.why), []).append(left.number)
    for why, numbers in grouped.items():
        say(f"  未办 {len(numbers)} 项：{why} ({numbers_text(numbers)})", f"  left out {len(numbers)}: {why} ({numbers_text(numbers)})")


def plain_left_out(left: LeftOut) -> dict:
    """An item left out, for a program."""
    return {"number": left.number, "code": left.code} | left.why._asdict()


def _with_home(function: Callable, options: Iterable[Callable]) -> Callable:
    @functools.wraps(function)
    def act(acting_account, acting_role, acting_for, stood_for, as_json, campaign_key=None, client_key=None, **words):
        with opened() as home:
            who = Acting(home, acting_account, acting_role, acting_for, campaign_key, client_key, as_json, stood_for)
            return function(who, **words)

    for option in reversed(tuple(options)):
        act = option(act)
    return act


def _numbers(session: Session, outcome: Outcome) -> dict[int, int]:
    ids = {item_id for group in outcome.moved for item_id in group.item_ids}
    return dict(session.execute(select(Item.id, Item.number).where(Item.id.in_(among(ids)))).all())


def _plain(outcome: Outcome, numbers: dict[int, int]) -> dict:
    moved = [
        {"from": one.from_marking, "action": one.action, "to": one.to_marking, "numbers": [numbers[i] for i in one.item_ids]}
        for one in outcome.moved
    ]
    return {"act": outcome.act_id, "count": outcome.count, "moved": moved, "left_out": [plain_left_out(one) for one in outcome.left_out]}


def _tell(who: Acting, outcome: Outcome, numbers: dict[int, int]) -> None:
    if outcome.act_id is None:
        say("没有办理任何事项。", "Nothing was done.")
    else:
        say(f"已办理 {outcome.count} 项，办理编号 {outcome.act_id}。", f"Done: {outcome.count} items, act {outcome.act_id}.")
    places = nets(who.campaign()).item.places | nets(who.campaign()).campaign.places
    for one in outcome.moved:
        if one.to_marking:
            place = places[one.to_marking]
            listed = f" ({numbers_text(numbers[i] for i in one.item_ids)})" if one.item_ids else ""
            noted = one.to_marking == one.from_marking and place.visits and one.action != "undo"
            zh, en = ("记下意见，停在", "opinion noted at") if noted else ("→", "→")
            say(f"  {zh} {place.name}{listed}", f"  {en} {place.name_en}{listed}")
    tell_left_out(outcome.left_out)
