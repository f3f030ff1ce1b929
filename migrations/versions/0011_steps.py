"""A way that an act sent items is said once; a visit is told by the passages alone

Revision 0011, after 0004.

The hashes of acts cover rows that have another shape now. Before the first release no chain is carried over: a database in which
somebody acted is refused, and stays as it is.
"""

import sqlalchemy as sa
from alembic import op

from workflows.domain.errors import NotOffered

revision = "0011"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM act")):
        raise NotOffered(
            "这个库建于首个发布版本之前的表结构，其中已有办理，不能升级；库未改动。演示请用 devolve demo --reset 重建。",
            "This database is of a shape before the first release, and somebody acted in it; it cannot be upgraded and was left as it is. "
            "Make a demonstration anew with devolve demo --reset.",
        )
    for table in ("passage", "opinion", "opinion_withdrawal", "visit"):
        op.drop_table(table)
    op.create_table(
        "step",
        sa.Column("act_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_marking", sa.String(length=200), nullable=False),
        sa.Column("to_marking", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_step_act_id_act")),
        sa.PrimaryKeyConstraint("act_id", "number", name=op.f("pk_step")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "passage",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("step_number", sa.Integer(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id", "step_number"], ["step.act_id", "step.number"], name="fk_passage_act_id_step"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_passage_item_id_item")),
        sa.PrimaryKeyConstraint("item_id", "number", name=op.f("pk_passage")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_passage_of_act", "passage", ["act_id", "item_id", "number", "step_number", "item_version"])
    op.create_table(
        "opinion",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_opinion_act_id_act")),
        sa.ForeignKeyConstraint(["item_id", "visit"], ["passage.item_id", "passage.number"], name="fk_opinion_item_id_passage"),
        sa.PrimaryKeyConstraint("item_id", "visit", "slot", name=op.f("pk_opinion")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_opinion_act_id"), "opinion", ["act_id"])
    op.create_table(
        "opinion_withdrawal",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_opinion_withdrawal_act_id_act")),
        sa.ForeignKeyConstraint(
            ["item_id", "visit", "slot"], ["opinion.item_id", "opinion.visit", "opinion.slot"], name="fk_opinion_withdrawal_item_id_opinion"
        ),
        sa.PrimaryKeyConstraint("item_id", "visit", "slot", name=op.f("pk_opinion_withdrawal")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_opinion_withdrawal_act_id"), "opinion_withdrawal", ["act_id"])
    with op.batch_alter_table("item") as batch_op:
        batch_op.drop_index("ix_item_campaign_id_folded_name")
        batch_op.drop_column("visits")
        batch_op.alter_column("folded_name", existing_type=sa.Text(), nullable=True)
        batch_op.add_column(sa.Column("round", sa.String(length=64), nullable=False))


def downgrade() -> None:
    raise NotOffered("不能退回旧的表结构，请用备份恢复。", "There is no way back to the earlier tables; restore a backup.")
