"""The demonstration campaign, played from the departments' workbooks to the announced catalogue.

Every step is an operation that a person of the demonstration carries out, in a transaction of its own; nothing is written
beside the process. The plan says what each item's next decision is; the player takes it when the item rests at that place.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.config import DIAGRAMS, Config
from webapp.database import carry_out, engine_for
from webapp.schema import upgrade
from workflows.demonstration import campaign as told
from workflows.demonstration.campaign import StageStep
from workflows.demonstration.comments import PUBLIC, WITHOUT_ITEM, PlannedComment
from workflows.demonstration.fates import ANSWER, Decision
from workflows.demonstration.organisations import BY_KEY, DEPARTMENTS, GOVERNMENT, JUSTICE_BUREAU, SUBDISTRICTS
from workflows.demonstration.plan import PlannedItem, plan, waits_for
from workflows.demonstration.workbooks import department_of, late_workbooks, workbooks
from workflows.domain.campaigns import CampaignSpec, OfficeSpec
from workflows.domain.outcomes import Outcome
from workflows.domain.vocabulary import Answer, Audience, CommentSource, Door, OpinionKind, OrganisationKind, Role
from workflows.files.law_register import own_register_text
from workflows.files.reading.sheets import read_grid_file
from workflows.operations.actors import INSTALLATION
from workflows.operations.acts import Actor
from workflows.operations.campaigns.campaigning import advance
from workflows.operations.campaigns.clock import close_hearings
from workflows.operations.campaigns.opening import open_campaign
from workflows.operations.campaigns.registers import deploy_set, load_laws
from workflows.operations.comments.commenting import NewComment, answer_comments, give_comments
from workflows.operations.comments.consultation import release
from workflows.operations.items.deciding import decide_items
from workflows.operations.items.importing import Workbook, import_items
from workflows.operations.items.liaison import ask_back, fill_in_items
from workflows.operations.items.screening import current_fields
from workflows.operations.items.tokens import hears
from workflows.operations.people import add_person, appoint
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign, campaign_of
from workflows.store.comments import Comment
from workflows.store.items.rows import Item
from workflows.store.ledger import Ledger, ledger
from workflows.store.people import organisation_of

DRAWN = ("campaign.bpmn", "item_review.bpmn", "file_item.bpmn", "screening.dmn")
STAFF = {
    "xietiao": ("协调员（演示）", Role.coordinator),
    "shencha1": ("审查员甲（演示）", Role.reviewer),
    "shencha2": ("审查员乙（演示）", Role.reviewer),
    "lingdao": ("审定领导（演示）", Role.leader),
    "guwen": ("法律顾问（演示）", Role.counsel),
    "shenji": ("审计员（演示）", Role.auditor),
    "xitong": ("系统管理员（演示）", Role.system_manager),
    "anquan": ("安全管理员（演示）", Role.security_manager),
    "anshen": ("安全审计员（演示）", Role.audit_manager),
}
BY_LETTER = frozenset({CommentSource.paper, CommentSource.phone, CommentSource.meeting})
UNTIL = {"collection": 1, "first_round": 2, "solicitation": 5, "second_round": 6, "approval": 9, "announcement": 11}
"""Until which stage the demonstration can be played → how many steps of ``STAGES`` that takes."""
Progress = Callable[[int, int], None]
Reached = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the demonstration: who, as what, of which organisation (key or None)."""

    account: str
    name: str
    role: Role
    organisation: str | None


def accounts() -> list[Account]:
    """Every account of the demonstration: staff, two people a department, one a subdistrict."""
    staff = [Account(account, name, role, None) for account, (name, role) in STAFF.items()]
    liaisons = [Account(f"{office.key}-lianluo", f"{office.short}联络员（演示）", Role.liaison, office.key) for office in DEPARTMENTS]
    heads = [Account(f"{office.key}-fuzeren", f"{office.short}负责人（演示）", Role.department_head, office.key) for office in DEPARTMENTS]
    officers = [Account(f"{office.key}-jingban", f"{office.short}经办（演示）", Role.subdistrict, office.key) for office in SUBDISTRICTS]
    return [*staff, *liaisons, *heads, *officers]


def specification() -> CampaignSpec:
    """The demonstration campaign as it is opened."""
    return CampaignSpec(
        key=told.KEY,
        title=told.TITLE,
        catalogue_title="海珠区街道办事处行政执法职权调整事项目录（演示数据）",
        law_as_of=told.LAW_AS_OF,
        comments_until=told.COMMENTS_END_ON,
        comment_days=told.COMMENT_DAYS,
        effective_on=told.EFFECTIVE_ON,
        zone=told.ZONE,
        windows={audience: told.WINDOW for audience in Audience},
        deadlines={stage: day.isoformat() for stage, day in told.DEADLINES.items()},
        departments=[OfficeSpec(each.key, each.name, each.short, [each.name.removeprefix("海珠区")]) for each in DEPARTMENTS],
        subdistricts=[OfficeSpec(each.key, each.name, each.short) for each in SUBDISTRICTS],
        demonstration=True,
        offices=[
            (kind, OfficeSpec(each.key, each.name, each.short))
            for kind, each in ((OrganisationKind.government, GOVERNMENT), (OrganisationKind.justice_bureau, JUSTICE_BUREAU))
        ],
    )


def play(
    config: Config,
    password_hash: str | None,
    progress: Progress = lambda done, total: None,
    until: str = "announcement",
    reached: Reached = lambda stage: None,
) -> Ledger:
    """The demonstration's home holds the campaign, played until a stage has just begun; returns its ledger.

    Args:
        password_hash: Of the one password that all demonstration accounts share.
        progress: Told after each round of decisions how many of all planned ones are taken.
        until: One of ``UNTIL``; ``announcement`` is the whole campaign.
        reached: Told the name of each stage that has just begun; everything before it is committed then.
    """
    steps = told.STAGES[: UNTIL[until]]
    config.home.mkdir(parents=True, exist_ok=True)
    (config.home / "DEMONSTRATION").write_text(f"演示数据 {until}\n", encoding="utf-8")
    engine = engine_for(config.database_url)
    upgrade(engine)
    with Session(engine, expire_on_commit=False) as session:
        player = Player(session, progress)
        player.set_up(password_hash)
        for number, step in enumerate(steps, 1):
            player.take(step)
            for stage in (stage for stage, taken in UNTIL.items() if taken == number):
                reached(stage)
            if step is not steps[-1] or until == "announcement":
                player.decide_all()
        book = ledger(session, player.campaign, nets(player.campaign).item)
    engine.dispose()
    return book


class Player:
    """Plays the plan against one store; knows which decision of each item is next and what time it is."""

    def __init__(self, session: Session, progress: Progress) -> None:
        self.session, self.progress = session, progress
        self.now = _morning(told.STAGES[0].on - datetime.timedelta(days=3))
        self.people: dict[str, Actor] = {}
        self.planned: dict[int, PlannedItem] = {}
        self.taken: Counter[int] = Counter()
        self.commented: set[int] = set()
        self.total = sum(len(item.decisions) for item in plan())

    @property
    def campaign(self) -> Campaign:
        """The campaign as it stands."""
        return campaign_of(self.session, told.KEY)

    def act(self, operation: Callable[..., Outcome], who: str, **words: object) -> Outcome:
        """One operation by one person, half a minute after the last; anything left out is an error of the plan.

        Raises:
            RuntimeError: the operation left an item out.
        """
        self.now += datetime.timedelta(seconds=30)
        actor = self.people[who]
        outcome = carry_out(lambda session: operation(session, actor=actor, at=self.now, campaign=self.campaign, **words), self.session)
        if getattr(outcome, "left_out", ()):
            raise RuntimeError(f"{operation.__name__} {words.get('action', '')}: {outcome.left_out[0]}")
        return outcome

    def set_up(self, password_hash: str) -> None:
        """Laws, diagrams, people, appointments and the campaign stand."""

        def found(session: Session) -> None:
            load_laws(session, actor=INSTALLATION, at=self.now, content=own_register_text())
            files = {name: (DIAGRAMS / name).read_bytes() for name in DRAWN}
            deployed = deploy_set(session, actor=INSTALLATION, at=self.now, files=files)
            campaign = open_campaign(session, actor=INSTALLATION, at=self.now, spec=specification(), deployed=deployed)
            for each in accounts():
                self._employ(session, campaign, each, password_hash)

        carry_out(found, self.session)

    def take(self, step: StageStep) -> None:
        """The campaign takes the step; opening collection brings in the departments' workbooks."""
        self.now = max(self.now, _morning(step.on))
        who = "lingdao" if nets(self.campaign).campaign.places[self.campaign.marking].lane == Role.leader.zh else "xietiao"
        self.act(advance, who, action=step.action, reason=step.reason)
        if step.action == "launch":
            self._bring(workbooks())
        elif step.action == "reopen_collection":
            self._bring(late_workbooks())
        elif step.action == "open_solicitation":
            self.act(release, "xietiao")

    def _employ(self, session: Session, campaign: Campaign, each: Account, password_hash: str) -> None:
        person = add_person(
            session,
            actor=INSTALLATION,
            at=self.now,
            account=each.account,
            name=each.name,
            password_hash=password_hash,
            must_change_password=False,
            demonstration=True,
        )
        appoint(
            session,
            actor=INSTALLATION,
            at=self.now,
            account=each.account,
            role=each.role,
            from_on=self.now.date(),
            organisation=each.organisation,
            campaign=campaign,
        )
        office = organisation_of(session, each.organisation).id if each.organisation else None
        self.people[each.account] = Actor(person.id, each.role, office, Door.cli)

    def _bring(self, files: dict[str, bytes]) -> None:
        """The departments' workbooks are imported by their liaisons; the numbers given are those of the plan."""
        for name, content in files.items():
            book = Workbook(name, content, read_grid_file(name, content))
            report = self.act(import_items, f"{department_of(name)}-lianluo", workbook=book)
            if report.errors:
                raise RuntimeError(f"{name}: {report.errors[0].message.zh}")
        by_number = dict(self.session.execute(select(Item.number, Item.id)).all())
        self.planned = {by_number[item.number]: item for item in plan() if item.number in by_number}

    def decide_all(self) -> None:
        """Every decision whose item rests at its place is taken, until none is left; hearings are heard and closed."""
        while self._decide_once() or self._hear():
            self.progress(sum(self.taken.values()), self.total)

    def _decide_once(self) -> bool:
        groups: dict[tuple, list[int]] = defaultdict(list)
        for item_id, marking in self._resting():
            decision = waits_for(self.planned[item_id], self.taken[item_id], marking) if item_id in self.planned else None
            if decision:
                groups[self._who(item_id, marking), _key(decision)].append(item_id)
        for (who, _words), ids in sorted(groups.items(), key=lambda group: str(group[0])):
            self._take_decision(who, ids, self.planned[ids[0]].decisions[self.taken[ids[0]]])
            self.taken.update(ids)
        return bool(groups)

    def _take_decision(self, who: str, ids: list[int], decision: Decision) -> None:
        changing = [item_id for item_id in ids if self.planned[item_id].decisions[self.taken[item_id]].change]
        if changing:
            self._fill_in(who, changing)
        if decision.withdrawal:
            for item_id in ids:
                liaison = f"{self.planned[item_id].department}-lianluo"
                self.act(ask_back, liaison, item_ids=[item_id], reason=decision.withdrawal)
        if decision.place == ANSWER:
            self._answer(ids)
        self.act(decide_items, who, item_ids=ids, action=decision.action, reason=decision.reason, code=decision.code)

    def _fill_in(self, who: str, ids: list[int]) -> None:
        says = current_fields(self.session, ids)
        changes = {item_id: self.planned[item_id].decisions[self.taken[item_id]].change for item_id in ids}
        self.act(fill_in_items, who, texts={item_id: replace(says[item_id], **changes[item_id]) for item_id in ids})

    def _hear(self) -> bool:
        """Comments are given once to each item that hears them; then the hearings end."""
        net = nets(self.campaign).item
        hearing = [item_id for item_id, marking in self._resting() if hears(net, marking)]
        if not hearing:
            return False
        fresh = [item_id for item_id in hearing if item_id not in self.commented]
        said = [(item_id, comment) for item_id in fresh for comment in self.planned[item_id].comments]
        if not self.commented:
            said += [(None, comment) for comment in WITHOUT_ITEM]
        self.commented.update(fresh)
        self._comment(said)
        last = self.session.scalar(select(Item.hear_until).where(Item.hear_until.is_not(None)).order_by(Item.hear_until.desc()))
        self.now = max(self.now, last)
        carry_out(lambda session: close_hearings(session, at=self.now, campaign=self.campaign), self.session)
        if said:
            self._answer([None])
        return True

    def _comment(self, said: list[tuple[int | None, PlannedComment]]) -> None:
        by_giver: dict[str, list[NewComment]] = defaultdict(list)
        for item_id, comment in said:
            by_giver[_giver(comment)].append(self._new_comment(item_id, comment))
        for giver, comments in by_giver.items():
            self.act(give_comments, giver, comments=comments)

    def _new_comment(self, item_id: int | None, comment: PlannedComment) -> NewComment:
        public = comment.by == PUBLIC
        return NewComment(
            comment.kind,
            "公众（演示）" if public else BY_KEY[comment.by].name,
            item_id,
            proposal=comment.proposal,
            basis=comment.reason,
            contact=f"{comment.contact} {comment.phone}",
            organisation_id=None if public else organisation_of(self.session, comment.by).id,
            source=comment.source,
        )

    def _answer(self, ids: list[int | None]) -> None:
        """The planned answers to the comments on these items (None: on the campaign), those of one wording as one act."""
        groups: dict[tuple[Answer, str], dict[int, Answer]] = defaultdict(dict)
        for item_id in ids:
            at = Comment.item_id == item_id if item_id is not None else Comment.item_id.is_(None)
            given = self.session.scalars(select(Comment).where(at).order_by(Comment.id)).all()
            for row in given:
                planned = self._planned_comment(item_id, row)
                if planned.answer is not None:
                    groups[planned.answer, planned.answer_reason][row.id] = planned.answer
        for (_answer, reason), answers in groups.items():
            self.act(answer_comments, "xietiao", answers=answers, reason=reason)

    def _planned_comment(self, item_id: int | None, row: Comment) -> PlannedComment:
        comments = self.planned[item_id].comments if item_id is not None else WITHOUT_ITEM
        return next(
            one
            for one in comments
            if (OpinionKind(row.kind), row.source, row.proposed.body if row.proposed else "") == (one.kind, one.source, one.proposal)
        )

    def _resting(self) -> Iterator[tuple[int, str]]:
        return iter(self.session.execute(select(Item.id, Item.marking).order_by(Item.id)).all())

    def _who(self, item_id: int, marking: str) -> str:
        """The account that decides there; the two reviewers take one round each."""
        place, department = nets(self.campaign).item.places[marking], self.planned[item_id].department
        if place.lane == Role.reviewer.zh:
            return "shencha1" if place.round == "first_round" else "shencha2"
        desks = {Role.liaison.zh: f"{department}-lianluo", Role.department_head.zh: f"{department}-fuzeren", Role.leader.zh: "lingdao"}
        return desks.get(place.lane, "xietiao")


def _key(decision: Decision) -> tuple[str, ...]:
    return decision.place, decision.action, decision.reason, decision.code or "", decision.withdrawal


def _giver(comment: PlannedComment) -> str:
    if comment.by == PUBLIC or comment.source in BY_LETTER:
        return "xietiao"
    ending = "lianluo" if comment.by in {office.key for office in DEPARTMENTS} else "jingban"
    return f"{comment.by}-{ending}"


def _morning(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(9), ZoneInfo(told.ZONE)).astimezone(datetime.UTC)
