"""The first screen, the main menu, the language and the help."""
