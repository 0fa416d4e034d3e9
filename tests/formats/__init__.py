"""How the pseudo-languages of tests/pseudo.py write dates, times and numbers."""
