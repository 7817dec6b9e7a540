"""Extra time of a learner: by how many minutes each due date is later for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("gradebook_learners", sa.Column("extra_minutes", sa.Integer, nullable=False, server_default="0"))
