"""Batch runs: execute many lessons with parameters, in parallel, and report.

``plan`` decides what runs and checks everything that can be checked before anything starts; ``execute`` runs one
lesson, in any executor; ``runner`` keeps many going; ``cache`` remembers what was good; ``report`` writes the summary.
"""
