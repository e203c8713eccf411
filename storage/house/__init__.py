"""Staff, their acts, and small facts about the shop as a whole."""
