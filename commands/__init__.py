"""The commands of ``manage.py``, one module for each kind: parse, call, print; nothing else.

They alone read the settings and may import every other room; no room imports them.
"""
