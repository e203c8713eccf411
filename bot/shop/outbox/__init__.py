"""What people are told: written with the change it tells of, sent by a worker."""
