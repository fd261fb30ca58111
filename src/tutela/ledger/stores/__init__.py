"""The two stores, SQLite and PostgreSQL, each with the guard against writes outside a command."""
