"""What is typed: the app, its commands, their options and arguments."""
