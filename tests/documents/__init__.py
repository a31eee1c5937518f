"""The API's documents, rule by rule: each test is named after the rule it shows to hold."""
