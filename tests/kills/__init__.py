"""Saves cut short by kill -9, and what is found afterwards: `python -m tests.kills`."""
