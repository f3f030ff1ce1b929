"""What 我的待办 shows."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, url_for

from webapp.acting import (
    campaign,
    campaign_net,
    hearing,
    lane_role,
    my_places,
    owed,
    own_replies,
    place_words,
    read,
    reader,
    role,
    sight,
    standing,
    unanswered_by_us,
)
from webapp.ageing import tone_of, waited
from webapp.frame import COMMENTING, MANAGERS, WORKING, deadline_note, deadline_tone
from webapp.nudges.page import waited_for
from webapp.presentation import SHORT_MONTHS
from webapp.security import may_open
from webapp.windows.page import AudienceRow, standing_of
from workflows.domain.vocabulary import Role
from workflows.domain.windows import AUDIENCES
from workflows.domain.words import Words
from workflows.engine.net import By, Desk
from workflows.operations.items.opinions import divided_items
from workflows.store.items.listing import ItemFilter, PlaceCount, filtered_count

DOOR = {Desk.fill_in: ("filing.listed", Words("去填报", "Fill in")), Desk.decide: ("desk.shown", Words("去审查台", "To the desk"))}


@dataclass(frozen=True)
class Button:
    """A word and where it leads; one filled button a card at most."""

    label: Words
    href: str
    filled: bool = False


@dataclass(frozen=True)
class Card:
    """One kind of work: what, how much, since when, and the next step."""

    title: Words
    note: Words
    due: Words | None = None
    due_tone: str = ""
    tone: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class TodoPage:
    """The cards, most pressing first; nothing where no campaign is open or the role has no part in it."""

    cards: tuple[Card, ...]
    started: bool = True
    managing: bool = False
    appointed: bool = True


def todo_page() -> TodoPage:
    """The reader's own work in the campaign of the page."""
    if g.appointment is None:
        return TodoPage((), appointed=False)
    if g.campaign is None or role() in MANAGERS:
        return TodoPage((), started=g.campaign is not None, managing=role() in MANAGERS)
    resting = standing()
    cards = [_place_card(place, resting[place.marking]) for place in my_places() if place.desk in WORKING and place.marking in resting]
    cards += _assignment_cards() + _asked_back_cards() + _comment_cards() + _public_cards() + _hearing_cards() + _campaign_cards()
    cards += _waiting_cards()
    return TodoPage(tuple(cards))


def _place_card(place, count: PlaceCount) -> Card:
    days = waited(count.oldest)
    name = place_words(place.marking)
    endpoint, label = DOOR.get(place.desk, ("desk.shown", Words("去办理", "Open")))
    return Card(
        Words(f"{name.zh} {count.count:,} 项", f"{name.en}: {count.count:,} items"),
        Words(f"最早的一项已等 {days} 个工作日。", f"The oldest has waited {days} working days.")
        if days
        else Words("今天到达。", "Arrived today."),
        *_due(place),
        tone_of(days),
        (Button(label, url_for(endpoint, place=place.marking), True), _list_button(place.marking)),
    )


def _due(place) -> tuple[Words | None, str]:
    now = campaign_net().places[campaign().marking]
    return (deadline_note(now), deadline_tone(now)) if not place.round or place.round in now.opens else (None, "")


def _list_button(marking: str) -> Button:
    return Button(Words("在事项中查看", "View in items"), url_for("items.listed", place=marking))


def _assignment_cards() -> list[Card]:
    """What a reviewer was assigned, and the disagreements that wait for the coordinator."""
    if role() is Role.reviewer and (count := filtered_count(read(), sight(), ItemFilter(finding="mine", reader=reader()))):
        title = Words(f"分给我的 {count:,} 项", f"{count:,} items assigned to me")
        buttons = (
            Button(Words("到审查台办理", "To the desk"), url_for("desk.shown", finding="mine"), True),
            Button(Words("转办", "Hand on"), url_for("assignments.shown", _anchor="held")),
        )
        return [Card(title, Words("尚待我的意见。", "They wait for my opinion."), buttons=buttons)]
    count = len(divided_items(read(), campaign())) if role() is Role.coordinator else 0
    if not count:
        return []
    title = Words(f"意见分歧 {count:,} 项", f"{count:,} disagreements")
    note = Words("审查员意见已齐而不一致，须请一人再审。", "All opinions are in and differ; one more reviewer must be asked.")
    button = Button(Words("去处理", "Settle them"), url_for("assignments.shown", _anchor="divided"), True)
    return [Card(title, note, tone="amber", buttons=(button,))]


def _asked_back_cards() -> list[Card]:
    count = owed().requests if role() not in COMMENTING else 0
    if not count:
        return []
    title = Words(f"撤回申请 {count} 项", f"{count} requests to take back")
    note = Words("原部门申请撤回，答复之前不能通过。", "The departments ask for them back; they cannot pass before an answer.")
    return [
        Card(title, note, tone="amber", buttons=(Button(Words("去答复", "Answer"), url_for("desk.shown", finding="asked_back"), True),))
    ]


def _comment_cards() -> list[Card]:
    count = owed().comments if role() is Role.coordinator else 0
    if not count:
        return []
    title = Words(f"意见 {count:,} 条未答复", f"{count:,} comments unanswered")
    note = Words("每条修改、删除、新增意见都须答复。", "Each comment that asks for a change needs an answer.")
    return [Card(title, note, tone="amber", buttons=(Button(Words("去答复", "Answer"), url_for("comments.listed", state="open"), True),))]


def _public_cards() -> list[Card]:
    count = owed().public if role() is Role.coordinator else 0
    if not count:
        return []
    title = Words(f"公众意见 {count:,} 条待审核", f"{count:,} public comments to look at")
    note = Words("审核后才在公开页展示；是否展示都须答复。", "They are shown once looked at; shown or not, each is answered.")
    return [Card(title, note, tone="amber", buttons=(Button(Words("去审核", "Look at them"), url_for("moderation.shown"), True),))]


def _hearing_cards() -> list[Card]:
    count = hearing()
    if role() not in COMMENTING or not count:
        return []
    replies, left, mine = own_replies(), len(unanswered_by_us()), standing_of(AUDIENCES[role()])
    silent = Words("贵单位还没有回复；没有意见也请明确回复“无意见”。", "Your office has not replied yet; if you have none, please say so.")
    replied = Words(f"贵单位已回复 {replies} 条，余 {left:,} 项没有表态。", f"Your office gave {replies}; {left:,} items wait.")
    done = Words(f"贵单位已回复 {replies} 条，截止前可以补充。", f"Your office gave {replies}; more may follow until the deadline.")
    note = done if not left else replied if replies else silent
    title = Words(f"征求意见 {count:,} 项", f"{count:,} items hear comments")
    buttons = (
        Button(Words("看全部意见", "All comments"), url_for("comments.listed", state="all")),
        Button(Words(f"逐项回复 {left:,} 项", f"Reply to {left:,}"), url_for("replies.listed"), filled=True),
    )
    return [Card(title, note, _until(mine), mine.tone, buttons=buttons if left else buttons[:1])]


def _until(mine: AudienceRow) -> Words | None:
    if mine.last_on is None:
        return None
    when = Words(f"{mine.last_on.month}月{mine.last_on.day}日", f"{mine.last_on.day} {SHORT_MONTHS[mine.last_on.month - 1]}")
    return Words(f"{mine.state.zh} · {when.zh}", f"{mine.state.en} · {when.en}")


def _campaign_cards() -> list[Card]:
    net, marking = campaign_net(), campaign().marking
    place = net.places[marking]
    moves = [move for move in net.offered(marking) if move.by is By.person]
    if lane_role(place) is not role() or not moves or not may_open("campaigns.advance"):
        return []
    title = Words(f"采集工作：{place.name}", f"Campaign: {place.name_en}")
    first = moves[0]
    note = Words(f"办完后，下一步是“{first.label}”。", f"When done, the next step is “{first.label_en}”.")
    return [
        Card(
            title,
            note,
            deadline_note(place),
            deadline_tone(place),
            buttons=(Button(Words("看下一步", "Next step"), url_for("overview.shown", _anchor="step")),),
        )
    ]


def _waiting_cards() -> list[Card]:
    """Whom others' items wait for, told by the place that holds the most, for whoever may nudge them."""
    awaited = waited_for()
    if not awaited:
        return []
    at_place = {one.place: one.items for one in awaited}
    marking = max(at_place, key=at_place.get)
    people, name = len({one.person_id for one in awaited}), place_words(marking)
    title = Words(f"在等 {people} 人办理", f"{people} people are waited for")
    note = Words(f"最多的停在“{name.zh}”。", f"Most items rest at “{name.en}”.")
    buttons = (
        Button(Words("催办", "Nudge"), url_for("nudges.shown")),
        Button(Words("看停在哪里", "See where they rest"), url_for("overview.shown")),
    )
    return [Card(title, note, buttons=buttons)]
