# RIGHT: lists of keys compared as a whole, and a sorted list of (cost, name)
def keys(texts):
    found = []
    for text in texts:
        letters = [c for c in text if not c.isspace()]
        found.append(unicodedata.normalize("NFD", unicodedata.normalize("NFD", "".join(letters)).casefold()))
    return found


@lesson.exercise
def choose_tokeniser(texts: list[str], trials: dict[str, list[tuple[list[str], str]]]) -> str:
    wanted = keys(texts)
    ranking = sorted(
        (len([token for tokens, _ in results for token in tokens]), name)
        for name, results in trials.items()
        if keys(decoded for _, decoded in results) == wanted
    )
    return ranking[0][1] if ranking else "none"
