"""The version of the workbench, for modules that must not import the package for it."""

__version__ = "0.1.0"
