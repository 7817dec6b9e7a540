"""Where a learner's notebook runs when a class is graded: namespaces made by bubblewrap, and again per submission.

``outside`` starts the sandbox and speaks to it. Inside, a ``zygote`` has imported the libraries and forks one confined
process per submission, watched by a ``warden``. Nothing that runs there can make points: it answers with data, which
the trusted side compares with what it computes itself.
"""
