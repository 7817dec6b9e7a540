"""Mutants: an implementation with one small mistake made in it.

The proof makes them of a reference, to see that the cases of an exercise notice; the diagnosis compares them with what
a learner's code gives, to say what kind of mistake it is. ``usual`` has the operators of the proof, ``mistakes`` those
that people add to them.
"""

from __future__ import annotations

from workbench.checking.mutants.making import Mutant, every_mistake, mutants
from workbench.checking.mutants.usual import is_vague

__all__ = ["Mutant", "every_mistake", "is_vague", "mutants"]
