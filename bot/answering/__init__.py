"""Floor 3: understanding a question, relations over the records, choosing an answer, dialogue."""
