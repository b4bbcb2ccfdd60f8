"""The commands, a file for each group; cli.py lists them. Nothing heavy is imported before a command runs."""
