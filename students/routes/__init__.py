"""Addresses of the care of pupils, a module a noun; students/urls.py joins them."""
