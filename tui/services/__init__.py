"""The verbs the user knows; they receive ports and know neither screens nor sockets."""
