"""The API's documents, rule by rule: each test is named after the rule it shows to hold.

The files are named after the documents: what the app makes of a rule stands in the file of that name, what
goes over the wire in the one that says so.

- “Automatic meeting details” (API v2)
- “Add conferencing to calendar events”
- “Adding conferencing to events”
- “Create an event”
- “Events”

What both generations of the API have in common is told in `test_both_generations.py`.
"""
