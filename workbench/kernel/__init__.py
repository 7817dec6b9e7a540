"""Warm kernels: a zygote that has imported the libraries, forks of it that are real kernels, and who asks for them.

``provisioner`` is what Jupyter finds; it asks through ``client``, which starts ``zygote`` in a process of its own; a
fork of that becomes a kernel in ``child``. ``fingerprint`` decides who shares a zygote, ``support`` whether there can
be one at all.
"""
