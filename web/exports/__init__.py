"""Articles in the formats of other programs; imports ``web.api`` and what lies below it."""
