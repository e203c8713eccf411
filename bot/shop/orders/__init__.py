"""An order's life: draft, confirmation, Buy, placing, tracking, its history."""
