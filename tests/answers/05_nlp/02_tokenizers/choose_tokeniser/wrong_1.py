# MISTAKE: compares without normalising, so that a candidate that writes é as e and accent is out
# TOLD: An accent may be a character of its own
def key(text):
    return "".join(text.split()).casefold()


@lesson.exercise
def choose_tokeniser(texts: list[str], trials: dict[str, list[tuple[list[str], str]]]) -> str:
    costs = {}
    for name, results in trials.items():
        if all(key(decoded) == key(text) for text, (_, decoded) in zip(texts, results, strict=True)):
            costs[name] = sum(len(tokens) for tokens, _ in results)
    return min(costs, key=lambda name: (costs[name], name), default="none")
