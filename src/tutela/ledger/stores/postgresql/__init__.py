"""The store of a mission that runs a database server."""
