"""Views of whoever has logged in, one module a subject."""
