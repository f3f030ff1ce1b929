"""The reader as an actor: what they may see, and the one way their acts are carried out."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

from flask import g, request
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from webapp.database import carry_out, db
from webapp.errors import Conflict
from webapp.identity import as_whom, now
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.engine.net import Net, Place
from workflows.operations.acts import Actor
from workflows.operations.items.seeing import sight_of
from workflows.operations.items.tokens import hears
from workflows.operations.processes import eras, nets
from workflows.store.campaigns import Campaign
from workflows.store.comments import Comment, unspoken
from workflows.store.items.history import comments_of
from workflows.store.items.listing import SEES_ALL, PlaceCount, by_place
from workflows.store.items.marks import Reader
from workflows.store.items.rows import Item
from workflows.store.ledger import Ledger, ledger
from workflows.store.to_answer import ToAnswer, to_answer

NO_CAMPAIGN = Words("还没有采集工作。请协调员先用命令行建立。", "There is no campaign yet. The coordinator opens one on the command line.")


def actor() -> Actor:
    """The reader in the role they act in now, through the web."""
    return as_whom()


def reader() -> Reader:
    """For whom the marks of a list are meant."""
    who = actor()
    return Reader(who.stands_as, who.organisation_id, who.role.value)


def role() -> Role:
    """The role the reader acts in."""
    return Role(g.appointment.role)


def campaign() -> Campaign:
    """The campaign of the page; a conflict that says what to do if there is none."""
    if g.campaign is None:
        raise Conflict(NO_CAMPAIGN)
    return g.campaign


def item_net() -> Net:
    """The item's net of the campaign's own set."""
    return nets(campaign()).item


def campaign_net() -> Net:
    """The campaign's own net."""
    return nets(campaign()).campaign


def sight() -> ColumnElement[bool]:
    """The items the reader may know of."""
    return sight_of(campaign(), role(), g.appointment.organisation_id)


def comments_in_sight() -> ColumnElement[bool]:
    """The comments the reader may see: staff all, others those on items in sight and their own."""
    seen = Comment.item_id.in_(select(Item.id).where(sight()))
    if role() in SEES_ALL:
        return or_(seen, Comment.item_id.is_(None))
    return or_(seen, Comment.organisation_id == g.appointment.organisation_id)


def standing() -> dict[str, PlaceCount]:
    """Where the items in the reader's sight rest; asked once a request."""
    if "standing" not in g:
        g.standing = by_place(read(), sight())
    return g.standing


def hearing() -> int:
    """How many items in sight hear comments now."""
    return sum(standing()[marking].count for marking in hearing_places() if marking in standing())


def hearing_places() -> list[str]:
    """The markings at which items hear comments."""
    net = item_net()
    return [marking for marking in net.places if hears(net, marking)]


def own_replies() -> int:
    """How many comments the reader's organisation gave in this campaign, 无意见 among them; asked once a request."""
    if "replies" not in g:
        g.replies = comments_of(read(), campaign().id, g.appointment.organisation_id)
    return g.replies


def unanswered_by_us() -> tuple[int, ...]:
    """Ids of the items in sight that hear comments and on which the reader's organisation has said nothing; asked once a request."""
    if "unspoken" not in g:
        g.unspoken = tuple(read().scalars(unspoken(sight(), hearing_places(), g.appointment.organisation_id)))
    return g.unspoken


def owed() -> ToAnswer:
    """What waits for an answer of the reader's desk, comments in sight among it; asked once a request."""
    if "owed" not in g:
        g.owed = to_answer(read(), campaign().id, sight(), [place.marking for place in my_places()])
    return g.owed


def book() -> Ledger:
    """The ledger of what the reader may know of, the whole one for the bureau's people; asked once a request."""
    if "book" not in g:
        g.book = ledger(read(), campaign(), item_net(), None if role() in SEES_ALL else sight())
    return g.book


def act(operation: Callable, **words):
    """Carry out one operation as the reader, now, in the campaign of the page; commit it and return its outcome."""
    who, at, campaign_id = actor(), now(), campaign().id

    def work(session: Session):
        return operation(session, actor=who, at=at, campaign=session.get_one(Campaign, campaign_id), **words)

    outcome = carry_out(work)
    for known in ("standing", "book", "frame", "replies", "unspoken", "owed"):
        g.pop(known, None)
    return outcome


def given_key() -> str:
    """The client key that the form carries; a form without one makes its own, so it can never meet another."""
    return request.form.get("client_key", "")[:100] or new_key()


def new_key() -> str:
    """A key for one intent: shown in a form, sent with it, remembered with the act."""
    return str(uuid.uuid4())


def place_words(marking: str) -> Words:
    """What a place is called."""
    place = drawn_place(marking)
    return Words(place.name, place.name_en) if place else Words(marking or "—", marking or "—")


def drawn_place(marking: str) -> Place | None:
    """The place of this marking, in the present net or a former one of this campaign."""
    return next((net.places[marking] for net in item_nets() if marking in net.places), None)


def item_nets() -> Iterator[Net]:
    """The nets by which items of this campaign went, the present one first; former ones are read once a request, if asked for."""
    yield item_net()
    if "former_nets" not in g:
        g.former_nets = tuple(kept.item for kept in reversed(eras(read(), campaign()).sets[:-1]))
    yield from g.former_nets


def lane_role(place: Place) -> Role | None:
    """The role whose title the lane of a place carries; None for rules and other lanes of no person."""
    return Role.of_label(place.lane)


def my_places() -> tuple[Place, ...]:
    """The places of the item's net whose lane is the reader's, in the order of the drawing."""
    return tuple(place for place in item_net().places.values() if lane_role(place) is role())


def read() -> Session:
    """The session of this request, for reading."""
    return db.session()
