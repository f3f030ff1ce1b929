"""windows of audiences

Revision 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("campaign", sa.Column("windows", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
