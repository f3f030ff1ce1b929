"""attachments on items, comments and sign-offs

Revision 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

ONE_OWNER = " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in ("item_id", "comment_id", "sign_off_id"))


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("act_id", sa.Integer(), sa.ForeignKey("act.id", name="fk_attachment_act_id_act"), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("item.id", name="fk_attachment_item_id_item"), nullable=True),
        sa.Column("comment_id", sa.Integer(), sa.ForeignKey("comment.id", name="fk_attachment_comment_id_comment"), nullable=True),
        sa.Column("sign_off_id", sa.Integer(), sa.ForeignKey("act.id", name="fk_attachment_sign_off_id_act"), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["filed_document.id"], name="fk_attachment_document_id_filed_document"),
        sa.UniqueConstraint("document_id", name="uq_attachment_document_id"),
        sa.CheckConstraint(f"{ONE_OWNER} = 1", name=op.f("ck_attachment_an_attachment_hangs_on_one_thing")),
    )
    op.create_table(
        "attachment_withdrawal",
        sa.Column("attachment_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("act_id", sa.Integer(), sa.ForeignKey("act.id", name="fk_attachment_withdrawal_act_id_act"), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"], name="fk_attachment_withdrawal_attachment_id_attachment"),
    )
    for table, column in (("attachment", "act_id"), ("attachment", "item_id"), ("attachment", "comment_id"),
                          ("attachment", "sign_off_id"), ("attachment_withdrawal", "act_id")):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    op.drop_table("attachment_withdrawal")
    op.drop_table("attachment")
