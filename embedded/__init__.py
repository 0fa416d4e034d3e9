"""PostgreSQL and Valkey from their wheels, and the demonstration on one machine.

Nothing here imports Django: these modules run before there are settings, and hand the
project its environment. They import only the standard library and psycopg.
"""
