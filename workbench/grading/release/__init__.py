"""What learners get: notebooks, data and public checks, without any solution."""
