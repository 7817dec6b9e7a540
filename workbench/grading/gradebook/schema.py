"""The tables of a gradebook. A change here needs a revision in ``migrations/versions``; a test compares the two.

All names begin with ``gradebook_``, so that a PostgreSQL database can hold other things too. Rows are never deleted,
and no foreign key cascades: what an instructor wrote cannot go with something else.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

VERSION_TABLE = "gradebook_version"
REVISION = "0002"
"""The newest of ``migrations/versions``, which makes these tables; a test compares."""
metadata = sa.MetaData()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware datetime as whole microseconds since 1970 UTC: exact and equal on every database."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:  # noqa: ARG002
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        return None if value is None else _EPOCH + timedelta(microseconds=value)


learners = sa.Table(
    "gradebook_learners",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("login", sa.String(255), nullable=False),
    sa.Column("name", sa.String(255), nullable=False),
    sa.Column("email", sa.String(255), nullable=False),
    sa.Column("extra_minutes", sa.Integer, nullable=False, server_default="0"),
    sa.UniqueConstraint("login", name="gradebook_learners_login"),
)

assignments = sa.Table(
    "gradebook_assignments",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("lesson", sa.String(255), nullable=False),
    sa.Column("release_digest", sa.String(255), nullable=False),
    sa.Column("due_at", Moment),
    sa.Column("due_zone", sa.String(64), nullable=False),
    sa.Column("late_policy", sa.String(255), nullable=False),
    sa.Column("counts", sa.String(32), nullable=False),
    sa.UniqueConstraint("lesson", name="gradebook_assignments_lesson"),
)

# An exercise that an assignment no longer has is retired, not deleted: results and adjustments refer to it.
exercises = sa.Table(
    "gradebook_exercises",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("assignment_id", sa.Integer, sa.ForeignKey("gradebook_assignments.id"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name", sa.String(255), nullable=False),
    sa.Column("points", sa.Double, nullable=False),
    sa.Column("digest", sa.String(255), nullable=False),
    sa.Column("retired", sa.Boolean, nullable=False),
    sa.UniqueConstraint("assignment_id", "name", name="gradebook_exercises_name"),
)

submissions = sa.Table(
    "gradebook_submissions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("learner_id", sa.Integer, sa.ForeignKey("gradebook_learners.id"), nullable=False),
    sa.Column("assignment_id", sa.Integer, sa.ForeignKey("gradebook_assignments.id"), nullable=False),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(64), nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.UniqueConstraint("assignment_id", "learner_id", "sha256", name="gradebook_submissions_file"),
)

results = sa.Table(
    "gradebook_results",
    metadata,
    sa.Column("submission_id", sa.Integer, sa.ForeignKey("gradebook_submissions.id"), primary_key=True),
    sa.Column("exercise_id", sa.Integer, sa.ForeignKey("gradebook_exercises.id"), primary_key=True),
    sa.Column("outcome", sa.String(64), nullable=False),
    sa.Column("share", sa.Double, nullable=False),
    sa.Column("points", sa.Double, nullable=False),
    sa.Column("diagnosis_kind", sa.String(255), nullable=False),
    sa.Column("diagnosis_message", sa.Text, nullable=False),
    sa.Column("digest", sa.String(255), nullable=False),
    sa.Column("seconds", sa.Double),
    sa.Column("graded_at", Moment, nullable=False),
    sa.CheckConstraint("share >= 0 AND share <= 1", name="gradebook_results_share"),
)

# Only ever added to: the last row of a learner and an exercise holds, the others are history.
adjustments = sa.Table(
    "gradebook_adjustments",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("learner_id", sa.Integer, sa.ForeignKey("gradebook_learners.id"), nullable=False),
    sa.Column("exercise_id", sa.Integer, sa.ForeignKey("gradebook_exercises.id"), nullable=False),
    sa.Column("points", sa.Double),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("author", sa.String(255), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index("gradebook_adjustments_of", "exercise_id", "learner_id"),
)
