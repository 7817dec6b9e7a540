# RIGHT: loops over the names in alphabetical order and keeps the first cheapest; the key in NFD with a regular expression
def canonical(text):
    text = re.sub(r"\s+", "", text)
    for _ in range(2):
        text = unicodedata.normalize("NFD", text).casefold()
    return unicodedata.normalize("NFD", text)


@lesson.exercise
def choose_tokeniser(texts: list[str], trials: dict[str, list[tuple[list[str], str]]]) -> str:
    best, least = "none", float("inf")
    for name in sorted(trials):
        cost, fails = 0, False
        for text, (tokens, decoded) in zip(texts, trials[name]):
            cost += len(tokens)
            if canonical(text) != canonical(decoded):
                fails = True
                break
        if not fails and cost < least:
            best, least = name, cost
    return best
