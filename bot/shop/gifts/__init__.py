"""Orders for a friend: the link, who claims it, and taking it back."""
