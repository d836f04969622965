"""How dates and numbers are written in each language, where Django does not know it."""
