"""the first tables

Revision 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

from workflows.store import base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_head")),
    )
    op.create_table(
        "deployed_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signed", sa.String(length=64), nullable=False),
        sa.Column("does", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("compiled", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployed_set")),
        sa.UniqueConstraint("signed", name=op.f("uq_deployed_set_signed")),
    )
    op.create_table(
        "login_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", base.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_failure")),
    )
    with op.batch_alter_table("login_failure", schema=None) as batch_op:
        batch_op.create_index("ix_login_failure_account_at", ["account", "at"], unique=False)
        batch_op.create_index("ix_login_failure_address_at", ["address", "at"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=50), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("key", name=op.f("uq_organisation_key")),
    )
    op.create_table(
        "wording",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_wording")),
    )
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("deployed_set_id", sa.Integer(), nullable=False),
        sa.Column("marking", sa.String(length=200), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("law_as_of", sa.Date(), nullable=False),
        sa.Column("comments_until", sa.Date(), nullable=True),
        sa.Column("comment_days", sa.Integer(), nullable=False),
        sa.Column("undo_minutes", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("deadlines", sa.JSON(), nullable=False),
        sa.Column("catalogue_title", sa.String(length=200), nullable=False),
        sa.Column("catalogue_number", sa.String(length=100), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("items_numbered", sa.Integer(), nullable=False),
        sa.Column("comments_numbered", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deployed_set_id"], ["deployed_set.id"], name=op.f("fk_campaign_deployed_set_id_deployed_set")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("key", name=op.f("uq_campaign_key")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("name_digest", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=300), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", base.Instant(timezone=True), nullable=True),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["name_digest"], ["wording.digest"], name=op.f("fk_person_name_digest_wording")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("account", name=op.f("uq_person_account")),
    )
    op.create_table(
        "act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("at", base.Instant(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("on_behalf_of_id", sa.Integer(), nullable=True),
        sa.Column("door", sa.String(length=64), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("client_key", sa.String(length=100), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("algorithm", sa.String(length=16), nullable=False),
        sa.Column("rows_digest", sa.String(length=64), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.CheckConstraint("(position IS NULL) = (hash IS NULL)", name=op.f("ck_act_sealed_acts_have_a_place_in_the_chain")),
        sa.CheckConstraint("items >= 0", name=op.f("ck_act_an_act_counts_its_items")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_act_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["on_behalf_of_id"], ["person.id"], name=op.f("fk_act_on_behalf_of_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_act_person_id_person")),
        sa.ForeignKeyConstraint(["reason"], ["wording.digest"], name=op.f("fk_act_reason_wording")),
        sa.ForeignKeyConstraint(["undoes_id"], ["act.id"], name=op.f("fk_act_undoes_id_act")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        sa.UniqueConstraint("client_key", name=op.f("uq_act_client_key")),
        sa.UniqueConstraint("position", name=op.f("uq_act_position")),
    )
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_act_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_act_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_act_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_act_undoes_id"), ["undoes_id"], unique=False)

    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("marking", sa.String(length=200), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("kept_reason", sa.String(length=64), nullable=False),
        sa.Column("ending", sa.String(length=16), nullable=False),
        sa.Column("entered_at", base.Instant(timezone=True), nullable=False),
        sa.Column("hear_until", base.Instant(timezone=True), nullable=True),
        sa.CheckConstraint("passages >= 0 AND versions >= 1", name=op.f("ck_item_an_item_has_versions")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_item_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["department_id"], ["organisation.id"], name=op.f("fk_item_department_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("campaign_id", "number", name="uq_item_is_numbered"),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index("ix_item_campaign_id_folded_name", ["campaign_id", "folded_name"], unique=False)
        batch_op.create_index("ix_item_campaign_id_marking", ["campaign_id", "marking"], unique=False)

    op.create_table(
        "participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_participation_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_participation_organisation_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("campaign_id", "organisation_id", "part", name="uq_participation_once"),
    )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participation_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "preview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("made_at", base.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_preview_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_preview_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preview")),
    )
    with op.batch_alter_table("preview", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_preview_digest"), ["digest"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_appointment_an_appointment_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_appointment_act_id_act")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_appointment_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_appointment_organisation_id_organisation")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appointment_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index("ix_appointment_person_id_role", ["person_id", "role"], unique=False)

    op.create_table(
        "campaign_passage",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("from_marking", sa.String(length=200), nullable=False),
        sa.Column("to_marking", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", base.Instant(timezone=True), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_campaign_passage_act_id_act")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_passage_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("campaign_id", "number", name=op.f("pk_campaign_passage")),
    )
    with op.batch_alter_table("campaign_passage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_passage_act_id"), ["act_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("item_version", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("proposal", sa.String(length=64), nullable=True),
        sa.Column("basis", sa.String(length=64), nullable=True),
        sa.Column("contact", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_comment_act_id_act")),
        sa.ForeignKeyConstraint(["basis"], ["wording.digest"], name=op.f("fk_comment_basis_wording")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_comment_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["contact"], ["wording.digest"], name=op.f("fk_comment_contact_wording")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_comment_item_id_item")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_comment_organisation_id_organisation")),
        sa.ForeignKeyConstraint(["proposal"], ["wording.digest"], name=op.f("fk_comment_proposal_wording")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("campaign_id", "number", name="uq_comment_is_numbered"),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "filed_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_filed_document_act_id_act")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filed_document")),
    )
    with op.batch_alter_table("filed_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_filed_document_act_id"), ["act_id"], unique=False)
        batch_op.create_index("ix_filed_document_digest", ["digest"], unique=False)

    op.create_table(
        "filing",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_filing_act_id_act")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_filing_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["department_id"], ["organisation.id"], name=op.f("fk_filing_department_id_organisation")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_filing_item_id_item")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_filing")),
    )
    with op.batch_alter_table("filing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_filing_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_filing_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "item_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("severity", sa.String(length=64), nullable=False),
        sa.Column("citation", sa.String(length=300), nullable=False),
        sa.Column("zh", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_finding_item_id_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_finding")),
        sa.UniqueConstraint("item_id", "scope", "code", "key", name="uq_item_finding_once"),
    )
    with op.batch_alter_table("item_finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_finding_item_id"), ["item_id"], unique=False)

    op.create_table(
        "item_version",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_item_version_act_id_act")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_item_version_author_id_person")),
        sa.ForeignKeyConstraint(["department_id"], ["organisation.id"], name=op.f("fk_item_version_department_id_organisation")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_version_item_id_item")),
        sa.PrimaryKeyConstraint("item_id", "number", name=op.f("pk_item_version")),
    )
    with op.batch_alter_table("item_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_version_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_version_author_id"), ["author_id"], unique=False)

    op.create_table(
        "law_register",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_law_register_act_id_act")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_register")),
    )
    with op.batch_alter_table("law_register", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_law_register_act_id"), ["act_id"], unique=False)

    op.create_table(
        "lineage",
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_lineage_act_id_act")),
        sa.ForeignKeyConstraint(["child_id"], ["item.id"], name=op.f("fk_lineage_child_id_item")),
        sa.ForeignKeyConstraint(["parent_id"], ["item.id"], name=op.f("fk_lineage_parent_id_item")),
        sa.PrimaryKeyConstraint("parent_id", "child_id", name=op.f("pk_lineage")),
    )
    with op.batch_alter_table("lineage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lineage_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lineage_child_id"), ["child_id"], unique=False)

    op.create_table(
        "opinion",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_opinion_act_id_act")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_opinion_item_id_item")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_opinion_person_id_person")),
        sa.PrimaryKeyConstraint("item_id", "visit", "slot", name=op.f("pk_opinion")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_act_id"), ["act_id"], unique=False)

    op.create_table(
        "passage",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("from_marking", sa.String(length=200), nullable=False),
        sa.Column("to_marking", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_passage_act_id_act")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_passage_item_id_item")),
        sa.PrimaryKeyConstraint("item_id", "number", name=op.f("pk_passage")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passage_act_id"), ["act_id"], unique=False)

    op.create_table(
        "published_catalogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_published_catalogue_act_id_act")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_published_catalogue_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_catalogue")),
        sa.UniqueConstraint("campaign_id", "version", name="uq_published_catalogue_is_numbered"),
    )
    with op.batch_alter_table("published_catalogue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_catalogue_act_id"), ["act_id"], unique=False)

    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("noun", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_registration_act_id_act")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("noun", "key", "number", name="uq_registration_is_numbered"),
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_act_id"), ["act_id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("round", sa.String(length=64), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("opened_act_id", sa.Integer(), nullable=False),
        sa.Column("closed_act_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["closed_act_id"], ["act.id"], name=op.f("fk_visit_closed_act_id_act")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_visit_item_id_item")),
        sa.ForeignKeyConstraint(["opened_act_id"], ["act.id"], name=op.f("fk_visit_opened_act_id_act")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("item_id", "number", name="uq_visit_is_numbered"),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(
            "uq_visit_open_once",
            ["item_id"],
            unique=True,
            sqlite_where=sa.text("closed_act_id IS NULL"),
            postgresql_where=sa.text("closed_act_id IS NULL"),
        )

    op.create_table(
        "warning_answer",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_warning_answer_act_id_act")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_warning_answer_item_id_item")),
        sa.PrimaryKeyConstraint("item_id", "code", "key", "act_id", name=op.f("pk_warning_answer")),
    )
    with op.batch_alter_table("warning_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_warning_answer_act_id"), ["act_id"], unique=False)

    op.create_table(
        "withdrawal_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_withdrawal_request_act_id_act")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_withdrawal_request_item_id_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal_request")),
    )
    with op.batch_alter_table("withdrawal_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_withdrawal_request_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_withdrawal_request_item_id"), ["item_id"], unique=False)

    op.create_table(
        "appointment_end",
        sa.Column("appointment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_appointment_end_act_id_act")),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], name=op.f("fk_appointment_end_appointment_id_appointment")),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f("pk_appointment_end")),
    )
    with op.batch_alter_table("appointment_end", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_end_act_id"), ["act_id"], unique=False)

    op.create_table(
        "comment_answer",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_comment_answer_act_id_act")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_answer_comment_id_comment")),
        sa.ForeignKeyConstraint(["reason"], ["wording.digest"], name=op.f("fk_comment_answer_reason_wording")),
        sa.PrimaryKeyConstraint("comment_id", "number", name=op.f("pk_comment_answer")),
    )
    with op.batch_alter_table("comment_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_answer_act_id"), ["act_id"], unique=False)

    op.create_table(
        "imported_row",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=200), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_imported_row_act_id_act")),
        sa.ForeignKeyConstraint(["document_id"], ["filed_document.id"], name=op.f("fk_imported_row_document_id_filed_document")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_imported_row_item_id_item")),
        sa.PrimaryKeyConstraint("item_id", "act_id", name=op.f("pk_imported_row")),
    )
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imported_row_act_id"), ["act_id"], unique=False)

    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("begun_at", base.Instant(timezone=True), nullable=False),
        sa.Column("seen_at", base.Instant(timezone=True), nullable=False),
        sa.Column("ended_at", base.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], name=op.f("fk_login_session_appointment_id_appointment")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_login_session_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_login_session_token_digest")),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "published_row",
        sa.Column("catalogue_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_published_row_act_id_act")),
        sa.ForeignKeyConstraint(
            ["catalogue_id"], ["published_catalogue.id"], name=op.f("fk_published_row_catalogue_id_published_catalogue")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_published_row_item_id_item")),
        sa.PrimaryKeyConstraint("catalogue_id", "number", name=op.f("pk_published_row")),
    )
    with op.batch_alter_table("published_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_row_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_published_row_item_id"), ["item_id"], unique=False)

    op.create_table(
        "withdrawal_answer",
        sa.Column("request_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_withdrawal_answer_act_id_act")),
        sa.ForeignKeyConstraint(["request_id"], ["withdrawal_request.id"], name=op.f("fk_withdrawal_answer_request_id_withdrawal_request")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_withdrawal_answer")),
    )
    with op.batch_alter_table("withdrawal_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_withdrawal_answer_act_id"), ["act_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("withdrawal_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_withdrawal_answer_act_id"))

    op.drop_table("withdrawal_answer")
    with op.batch_alter_table("published_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_row_item_id"))
        batch_op.drop_index(batch_op.f("ix_published_row_act_id"))

    op.drop_table("published_row")
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_session_person_id"))

    op.drop_table("login_session")
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imported_row_act_id"))

    op.drop_table("imported_row")
    with op.batch_alter_table("comment_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_answer_act_id"))

    op.drop_table("comment_answer")
    with op.batch_alter_table("appointment_end", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointment_end_act_id"))

    op.drop_table("appointment_end")
    with op.batch_alter_table("withdrawal_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_withdrawal_request_item_id"))
        batch_op.drop_index(batch_op.f("ix_withdrawal_request_act_id"))

    op.drop_table("withdrawal_request")
    with op.batch_alter_table("warning_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_warning_answer_act_id"))

    op.drop_table("warning_answer")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_visit_open_once", sqlite_where=sa.text("closed_act_id IS NULL"), postgresql_where=sa.text("closed_act_id IS NULL")
        )

    op.drop_table("visit")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_act_id"))

    op.drop_table("registration")
    with op.batch_alter_table("published_catalogue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_catalogue_act_id"))

    op.drop_table("published_catalogue")
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passage_act_id"))

    op.drop_table("passage")
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_act_id"))

    op.drop_table("opinion")
    with op.batch_alter_table("lineage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lineage_child_id"))
        batch_op.drop_index(batch_op.f("ix_lineage_act_id"))

    op.drop_table("lineage")
    with op.batch_alter_table("law_register", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_law_register_act_id"))

    op.drop_table("law_register")
    with op.batch_alter_table("item_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_version_author_id"))
        batch_op.drop_index(batch_op.f("ix_item_version_act_id"))

    op.drop_table("item_version")
    with op.batch_alter_table("item_finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_finding_item_id"))

    op.drop_table("item_finding")
    with op.batch_alter_table("filing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_filing_campaign_id"))
        batch_op.drop_index(batch_op.f("ix_filing_act_id"))

    op.drop_table("filing")
    with op.batch_alter_table("filed_document", schema=None) as batch_op:
        batch_op.drop_index("ix_filed_document_digest")
        batch_op.drop_index(batch_op.f("ix_filed_document_act_id"))

    op.drop_table("filed_document")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_comment_item_id"))
        batch_op.drop_index(batch_op.f("ix_comment_act_id"))

    op.drop_table("comment")
    with op.batch_alter_table("campaign_passage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_passage_act_id"))

    op.drop_table("campaign_passage")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index("ix_appointment_person_id_role")

    op.drop_table("appointment")
    with op.batch_alter_table("preview", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_preview_digest"))

    op.drop_table("preview")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participation_campaign_id"))

    op.drop_table("participation")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index("ix_item_campaign_id_marking")
        batch_op.drop_index("ix_item_campaign_id_folded_name")

    op.drop_table("item")
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_act_undoes_id"))
        batch_op.drop_index(batch_op.f("ix_act_person_id"))
        batch_op.drop_index(batch_op.f("ix_act_campaign_id"))
        batch_op.drop_index(batch_op.f("ix_act_at"))

    op.drop_table("act")
    op.drop_table("person")
    op.drop_table("campaign")
    op.drop_table("wording")
    op.drop_table("organisation")
    with op.batch_alter_table("login_failure", schema=None) as batch_op:
        batch_op.drop_index("ix_login_failure_address_at")
        batch_op.drop_index("ix_login_failure_account_at")

    op.drop_table("login_failure")
    op.drop_table("deployed_set")
    op.drop_table("chain_head")
