# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Workbench (Python)
#     language: python
#     name: workbench
#   workbench:
#     title: Latency under load
#     summary: "A queue, some workers, and a day of real arrivals: why a service is fast at half its capacity and hopeless just below it."
# ---

# %% [markdown]
# # Latency under load
#
# One worker takes 20 milliseconds for a request, so it can do 50 a second. **At how many requests a second do its
# users begin to complain?** The requests arrive as departures from New York did on one day in 2013, compressed.

# %%
from workbench.explorers import show

# %%
show("latency")

# %% [markdown]
# ## What to notice
#
# - Well below 50 requests a second the 99th percentile has already left the median behind: the rush hours fill the
#   queue.
# - A second worker helps, and so do larger batches: a call costs 18 ms however many rows it has, so eight rows
#   together take 34 ms in place of 160.
# - A long wait for company only pays when company comes. With little traffic it adds its full length to every
#   request.

# %% [markdown]
# *Flights out of New York: US Bureau of Transportation Statistics, CC0.*
