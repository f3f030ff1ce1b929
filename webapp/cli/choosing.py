"""Which items a command is about: by number, by what they are, or all that wait for the one who acts."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import click
from sqlalchemy import and_
from sqlalchemy.orm import Session

from webapp.cli.choices import Numbers, OneOf
from workflows.domain.errors import NotFound, Unfit
from workflows.domain.vocabulary import Kind, Mode
from workflows.operations.acts import Actor
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign, participants
from workflows.store.items.listing import ItemFilter, filtered_ids, ids_of_numbers
from workflows.store.items.marks import MARKS, NOBODY, Reader
from workflows.store.items.rows import Item

FILTERS = (
    click.option("--department", "departments", multiple=True, metavar="KEY|NAME", help="部门 · of this department"),
    click.option("--kind", "kinds", multiple=True, type=OneOf(Kind), metavar="KIND", help="职权类别 · of this kind"),
    click.option("--mode", "modes", multiple=True, type=OneOf(Mode), metavar="MODE", help="调整方式 · with this mode"),
    click.option("--place", "places", multiple=True, metavar="PLACE", help="所在环节 · resting at this place"),
    click.option("--finding", type=click.Choice(list(MARKS)),
                 help="标记 · with this mark: a finding, an open comment, moved since the last opinion, …"),
    click.option("--text", default="", metavar="TEXT", help="名称、编码、依据含有 · that say this"),
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """What was asked for. ``numbers`` win over everything else; ``waiting`` means: where the one who acts has the desk."""

    numbers: tuple[int, ...] = ()
    departments: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    modes: tuple[Mode, ...] = ()
    places: tuple[str, ...] = ()
    finding: str = ""
    text: str = ""
    waiting: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was asked for."""
        return self == Choice()

    def ids(self, session: Session, campaign: Campaign, actor: Actor | None = None, action: str | None = None) -> list[int]:
        """The ids of the chosen items.

        Raises:
            NotFound: a number that no item has, or no item at all.
            Unfit: a department or place that is not of this campaign.
        """
        here = Item.campaign_id == campaign.id
        if self.numbers:
            return _of_numbers(session, here, self.numbers)
        if self.waiting:
            here = and_(here, *_waiting(campaign, actor, action))
        found = filtered_ids(session, here, self.filter(session, campaign, actor))
        if not found:
            raise NotFound("没有这样的事项。", "There are no such items.")
        return found

    def filter(self, session: Session, campaign: Campaign, actor: Actor | None = None) -> ItemFilter:
        """The same as a filter of lists; marks that depend on who reads are meant for the one who acts."""
        places = nets(campaign).item.places
        for place in self.places:
            if not any(marking == place or marking.startswith(place + "/") for marking in places):
                raise Unfit(f"没有环节“{place}”：{', '.join(places)}", f"There is no place “{place}”： {', '.join(places)}")
        return ItemFilter(
            departments=tuple(department_key(session, campaign, name) for name in self.departments),
            kinds=tuple(kind.value for kind in self.kinds),
            modes=tuple(mode.value for mode in self.modes),
            places=self.places,
            finding=self.finding,
            text=self.text,
            reader=Reader(actor.person_id, actor.organisation_id, actor.role.value) if actor else NOBODY,
        )


def filtered(function: Callable) -> Callable:
    """The command gets a ``choice`` made of the filter options."""
    return _choosing(function, FILTERS)


def chosen(function: Callable) -> Callable:
    """The command gets a ``choice`` that asks for something: numbers as arguments or from a file, filters, or all that wait."""

    @functools.wraps(function)
    def choose(*who, choice: Choice, **words):
        if choice.empty:
            raise click.UsageError("NUMBERS | --waiting | --department … | --kind … | --place …")
        return function(*who, choice=choice, **words)

    return may_choose(choose)


def may_choose(function: Callable) -> Callable:
    """As ``chosen``, but the choice may be empty."""
    numbers = click.argument("numbers", nargs=-1, type=Numbers(), metavar="[NUMBERS]...")
    source = click.option("--numbers-from", type=click.File(encoding="utf-8"), help="从文件读编号 · numbers from a file, - for stdin")
    waiting = click.option("--waiting", is_flag=True, help="所有等我办理的 · all that wait for the one who acts")
    return _choosing(function, (numbers, source, waiting, *FILTERS))


def department_key(session: Session, campaign: Campaign, name: str) -> str:
    """The key of the department of the campaign that is called so, by key, full or short name.

    Raises:
        Unfit: none.
    """
    offices = participants(session, campaign, "department")
    for office in offices:
        if name in (office.key, office.name, office.short_name):
            return office.key
    known = ", ".join(f"{office.key} {office.short_name}" for office in offices)
    raise Unfit(f"没有部门“{name}”：{known}", f"There is no department “{name}”： {known}")


def one_id(session: Session, campaign: Campaign, number: int) -> int:
    """The id of the item with this number."""
    return _of_numbers(session, Item.campaign_id == campaign.id, (number,))[0]


def _choosing(function: Callable, options: Sequence[Callable]) -> Callable:
    @functools.wraps(function)
    def choose(*who, departments, kinds, modes, places, finding, text, numbers=(), numbers_from=None, waiting=False, **words):
        given = tuple(dict.fromkeys(number for part in numbers for number in part))
        if numbers_from is not None:
            given += Numbers().convert(",".join(numbers_from.read().replace(",", " ").split()) or "-", None, None)
        choice = Choice(given, departments, kinds, modes, places, finding or "", text, waiting)
        return function(*who, choice=choice, **words)

    for option in reversed(tuple(options)):
        choose = option(choose)
    return choose


def _of_numbers(session: Session, here, numbers: Sequence[int]) -> list[int]:
    ids = ids_of_numbers(session, here, numbers)
    if len(ids) == len(set(numbers)):
        return ids
    missing = [number for number in dict.fromkeys(numbers) if not ids_of_numbers(session, here, (number,))][:20]
    listed = ", ".join(str(number) for number in missing)
    raise NotFound(f"没有这些事项：{listed}", f"There are no such items: {listed}")


def _waiting(campaign: Campaign, actor: Actor, action: str | None):
    net = nets(campaign).item
    lanes = [marking for marking, place in net.places.items() if place.lane == actor.role.zh]
    offering = [marking for marking in lanes if action is None or net.move(marking, action) is not None]
    yield Item.marking.in_(offering)
    if actor.role.value in ("liaison", "department_head"):
        yield Item.department_id == actor.organisation_id
