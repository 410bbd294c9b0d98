"""Delaftaler under boligsociale helhedsplaner: structured data in, the official document out.

Imports point one way: cli -> service -> store -> word -> document -> rules -> workflow -> model -> errors -> text
(a layer may skip those below it; import-linter proves it).
"""

__version__ = "0.1.0"
