"""An order for a friend: made a gift, passed on as a link, opened, taken back."""
