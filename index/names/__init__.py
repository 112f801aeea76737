"""Which writings of an archive are one name; of ``index`` it imports analysis, articles, tables."""
