"""What every answer needs, errors and caching above all; imports ``web.i18n`` and ``web.url``."""
