"""What a customer does about messages that the shop sends to many."""
