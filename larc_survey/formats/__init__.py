"""How dates and times are written, where Django's formats of a language are not what we want.

One package for each language, found by FORMAT_MODULE_PATH; any other language has Django's.
"""
