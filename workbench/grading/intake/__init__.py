"""What learners hand in: unpacked, found, read as code and matched to a lesson. Nothing of it is run here."""
