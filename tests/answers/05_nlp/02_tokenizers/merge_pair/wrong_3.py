# MISTAKE: replaces in a string joined with spaces, where the pair (a, b) is also found at the end of one longer symbol and the start of the next
# TOLD: You worked on the joined text, where the border
@lesson.exercise
def merge_pair(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    return tuple(" ".join(symbols).replace(" ".join(pair), "".join(pair)).split(" "))
