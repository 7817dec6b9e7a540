"""Jobs on a Dask cluster: what batch runs and the grading of a class have in common.

Only values travel: a job goes to a worker, an answer comes back, and this process writes what there is to write. What
is lost with its worker is done again on another one, and counted once. An ``Errand`` says what the jobs are.
"""
