"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _people_and_work()
    op.create_table(
        "gradebook_submissions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("learner_id", sa.Integer, sa.ForeignKey("gradebook_learners.id"), nullable=False),
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("gradebook_assignments.id"), nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.UniqueConstraint("assignment_id", "learner_id", "sha256", name="gradebook_submissions_file"),
    )
    op.create_table(
        "gradebook_results",
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("gradebook_submissions.id"), primary_key=True),
        sa.Column("exercise_id", sa.Integer, sa.ForeignKey("gradebook_exercises.id"), primary_key=True),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.Column("share", sa.Double, nullable=False),
        sa.Column("points", sa.Double, nullable=False),
        sa.Column("diagnosis_kind", sa.String(255), nullable=False),
        sa.Column("diagnosis_message", sa.Text, nullable=False),
        sa.Column("digest", sa.String(255), nullable=False),
        sa.Column("seconds", sa.Double),
        sa.Column("graded_at", sa.BigInteger, nullable=False),
        sa.CheckConstraint("share >= 0 AND share <= 1", name="gradebook_results_share"),
    )
    op.create_table(
        "gradebook_adjustments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("learner_id", sa.Integer, sa.ForeignKey("gradebook_learners.id"), nullable=False),
        sa.Column("exercise_id", sa.Integer, sa.ForeignKey("gradebook_exercises.id"), nullable=False),
        sa.Column("points", sa.Double),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("author", sa.String(255), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("gradebook_adjustments_of", "gradebook_adjustments", ["exercise_id", "learner_id"])


def _people_and_work() -> None:
    op.create_table(
        "gradebook_learners",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("login", sa.String(255), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("email", sa.String(255), nullable=False),
        sa.UniqueConstraint("login", name="gradebook_learners_login"),
    )
    op.create_table(
        "gradebook_assignments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("lesson", sa.String(255), nullable=False),
        sa.Column("release_digest", sa.String(255), nullable=False),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("due_zone", sa.String(64), nullable=False),
        sa.Column("late_policy", sa.String(255), nullable=False),
        sa.Column("counts", sa.String(32), nullable=False),
        sa.UniqueConstraint("lesson", name="gradebook_assignments_lesson"),
    )
    op.create_table(
        "gradebook_exercises",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("gradebook_assignments.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("points", sa.Double, nullable=False),
        sa.Column("digest", sa.String(255), nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.UniqueConstraint("assignment_id", "name", name="gradebook_exercises_name"),
    )
