"""Pictures of numbers over time; imports ``web.i18n``, ``web.url`` and what is below them."""
