"""callsheet: a terminal calendar whose craft is the call."""

__version__ = "0.1.0"
