"""What people see after grading: feedback for each learner, a report on the class for the instructor."""

from __future__ import annotations

from workbench.grading.reports.write import Written, choose_lessons, open_gradebook, write_reports

__all__ = ["Written", "choose_lessons", "open_gradebook", "write_reports"]
