"""What crosses the registrar, in and out: frozen dataclasses, never live rows, never words.

Nothing here imports a database library, so that screens may import it before the first paint.
"""
