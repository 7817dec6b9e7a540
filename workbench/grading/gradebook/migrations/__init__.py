"""Alembic's environment and revisions. They travel in the package, so that every installation can upgrade a gradebook.

A new revision is a module in ``versions`` that names the one before it as ``down_revision`` and stands on its own: it
never imports ``schema``, which says what the tables are today, not what they were then.
"""
