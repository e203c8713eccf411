"""Messages to many customers: written by staff, sent one after another, beside everything else."""
