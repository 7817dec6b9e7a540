# MISTAKE: collapses white space to one space instead of ignoring it, so that “chair .” for “chair.” is out
# TOLD: You threw out candidates that change white space. It
def key(text):
    return unicodedata.normalize("NFC", " ".join(text.split()).casefold())


@lesson.exercise
def choose_tokeniser(texts: list[str], trials: dict[str, list[tuple[list[str], str]]]) -> str:
    costs = {}
    for name, results in trials.items():
        if all(key(decoded) == key(text) for text, (_, decoded) in zip(texts, results, strict=True)):
            costs[name] = sum(len(tokens) for tokens, _ in results)
    return min(costs, key=lambda name: (costs[name], name), default="none")
