"""From files on disk to a published index of articles; imports nothing of ``search`` or ``web``."""
