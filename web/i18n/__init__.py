"""What readers see in Arabic or English, as they chose; imports ``web.url`` and what lies below."""
