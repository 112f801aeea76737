"""Near-copies: wire stories that many papers run with small changes."""
