"""The book: all lessons, as shipped and executed, as a static site that needs no network and no server.

``workbench book`` runs the lessons that have changed, turns them and what is known about them into pages
(``lesson_page``, ``pages``), and has Sphinx make the site (``site``). The configuration is part of the package and not
of a folder of documentation: whoever installed the wheel, or teaches from a release, builds the same book.

No solution, hint or answer is read on the way: the only lessons that run are those that a learner gets.
"""
