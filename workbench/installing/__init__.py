"""What the lessons need beyond the base, whether it is here, and getting it.

``extras`` reads what there is, ``needs`` what a lesson lacks and how large that is, ``targets`` what a person asks for;
``resolve`` and ``download`` bring wheels into a kept folder, ``job`` puts them into the environment.
"""
