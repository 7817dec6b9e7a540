# MISTAKE: looks only at the cheapest candidate and says none if it fails, without trying the next
def key(text):
    text = unicodedata.normalize("NFC", "".join(text.split()))
    return unicodedata.normalize("NFC", text.casefold())


@lesson.exercise
def choose_tokeniser(texts: list[str], trials: dict[str, list[tuple[list[str], str]]]) -> str:
    costs = {name: sum(len(tokens) for tokens, _ in results) for name, results in trials.items()}
    if not costs:
        return "none"
    name = min(costs, key=lambda name: (costs[name], name))
    fits = all(key(decoded) == key(text) for text, (_, decoded) in zip(texts, trials[name], strict=True))
    return name if fits else "none"
