"""The digest by mail: one a person and day at most, of what is unread; sent once, tried again later where the server refuses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.calendar import day_of
from workflows.domain.errors import NotFound, Unfit
from workflows.domain.notices import notice_words
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.operations.actors import must_hold
from workflows.operations.acts import Actor, keep_wording, open_act
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign
from workflows.store.mails import FAILED, SENDING, SENT, WAITING, Mail, MailAddress, next_mail
from workflows.store.notices import Notice
from workflows.store.people import Person, person_of

MOST_TRIES = 8
FIRST_PAUSE = timedelta(minutes=5)
ADDRESS = re.compile(r"[^\s@,;:<>\"]{1,64}@[A-Za-z0-9.-]{1,180}")
FOOT = "登录工作台的“我的待办”办理。本邮件由系统发出，每天最多一封；在“通知”里也能看到。"


def set_address(session: Session, *, actor: Actor, at: datetime, account: str, address: str) -> None:
    """The digest of that account goes to this address from now on; an empty one ends it. The act names the account.

    Raises:
        NotYours: the actor is not the system manager.
        NotFound: no such account.
        Unfit: it is no address.
    """
    must_hold(actor, (Role.system_manager,))
    person = person_of(session, account)
    if person is None:
        raise NotFound(f"没有账号“{account}”。", f"There is no account “{account}”.")
    if address and not (ADDRESS.fullmatch(address) and address.isascii()):
        raise Unfit(f"“{address}”不是邮箱地址。", f"“{address}” is no mail address.")
    act = open_act(session, actor, at, "set_address")
    act.register("mail_address", account, {"address": keep_wording(session, address)})
    if (row := session.get(MailAddress, person.id)) is not None:
        session.delete(row)
        session.flush()
    if address:
        session.add(MailAddress(person_id=person.id, address=address))
    act.close()


def gather_digests(session: Session, *, at: datetime, campaign: Campaign) -> int:
    """Unread notices that are older than the campaign's ``undo_minutes`` stand in a digest of this day; returns how many digests.

    Nobody gets a second one on the same day, whatever the clock did in between: the rest waits for the next day.
    """
    today, settled = day_of(at, campaign.zone), at - timedelta(minutes=campaign.undo_minutes)
    query = select(Notice, MailAddress.address).join(MailAddress, MailAddress.person_id == Notice.person_id)
    query = query.join(Person, Person.id == Notice.person_id).where(Person.disabled_at.is_(None), Notice.campaign_id == campaign.id)
    query = query.where(Notice.mail_id.is_(None), Notice.read_at.is_(None), Notice.made_at <= settled).order_by(Notice.id)
    told: dict[tuple[int, str], list[Notice]] = defaultdict(list)
    for notice, address in session.execute(query):
        told[notice.person_id, address].append(notice)
    written = set(session.scalars(select(Mail.person_id).where(Mail.on_day >= today)))
    fresh = {key: notices for key, notices in told.items() if key[0] not in written}
    for (person_id, address), notices in fresh.items():
        subject, body = digest_text(campaign, notices, today)
        mail = Mail(person_id=person_id, on_day=today, address=address, subject=subject, body=body, next_at=at)
        session.add(mail)
        session.flush()
        for notice in notices:
            notice.mail_id = mail.id
    return len(fresh)


def digest_text(campaign: Campaign, notices: Sequence[Notice], today: date) -> tuple[str, str]:
    """Subject and body; of several notices about one place the newest stands."""
    newest = {notice.place: notice for notice in notices}
    places = nets(campaign).item.places
    lines = []
    for notice in newest.values():
        place = places.get(notice.place)
        name = Words(place.name, place.name_en) if place else Words(notice.place, notice.place)
        lines.append(notice_words(notice.word, name, notice.items, notice.due_on).zh)
    mark = "（演示数据）" if campaign.demonstration else ""
    subject = f"{mark}{today.month}月{today.day}日有 {len(lines)} 件事等您办理"
    return subject, "\n".join([campaign.title, "", *(f"· {line}" for line in lines), "", FOOT, ""])


def claim(session: Session, *, at: datetime) -> Mail | None:
    """One digest is about to be sent by whoever claimed it, and by nobody else; None where none waits."""
    mail = next_mail(session, at)
    if mail is not None:
        mail.state, mail.tries = SENDING, mail.tries + 1
    return mail


def settle_sent(session: Session, *, at: datetime, mail_id: int) -> None:
    """The digest was taken by the server."""
    mail = session.get_one(Mail, mail_id)
    mail.state, mail.sent_at, mail.trouble = SENT, at, ""


def settle_refused(session: Session, *, at: datetime, mail_id: int, trouble: str) -> None:
    """The server did not take it: tried again after 5, 10, 20 … minutes, eight times, then given up."""
    mail = session.get_one(Mail, mail_id)
    mail.state = WAITING if mail.tries < MOST_TRIES else FAILED
    mail.next_at, mail.trouble = at + FIRST_PAUSE * 2 ** (mail.tries - 1), trouble[:200]
