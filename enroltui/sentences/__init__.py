"""Put what the registrar answers into words: here alone terms, outcomes and errors become English or Dutch.

Each sentence says what is so and what to do next, for the person in front of the screen.
Screens and commands share them.
"""
