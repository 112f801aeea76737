"""Pages for readers: views, and what their templates need ready; may import all other rooms of web.

Nothing imports it but :mod:`web` itself.
"""
