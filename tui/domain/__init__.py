"""The language of the app: frozen types and pure functions, built on the standard library alone."""
