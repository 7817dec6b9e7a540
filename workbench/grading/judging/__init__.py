"""One submission judged: its process is asked, the answers are compared outside of it."""
