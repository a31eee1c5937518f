"""How many keys a day's work takes: here as pressed in front of the app, elsewhere as their documents say."""
