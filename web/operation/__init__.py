"""What whoever runs a server sees of it: figures and logs; imports ``web.http`` and ``exports``."""
