"""Many submissions: in parallel here or on a cluster, into the gradebook."""
