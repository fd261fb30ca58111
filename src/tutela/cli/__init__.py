"""The `tutela` command: each subcommand reads its words and makes one call to a command or a query."""
