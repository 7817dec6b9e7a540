"""Content proof: what must be true of every lesson and every exercise, as checks that need no new test file."""
