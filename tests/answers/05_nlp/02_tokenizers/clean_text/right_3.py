# RIGHT: normalises before and after, removes by a table for str.translate built from the text's own characters, and joins words in a loop
def format_characters(text):
    return {ord(c): None for c in set(text) if unicodedata.category(c) == "Cf"}


@lesson.exercise
def clean_text(text: str) -> str:
    once = unicodedata.normalize("NFKC", text)
    twice = unicodedata.normalize("NFKC", once.translate(format_characters(once)))
    result = ""
    for word in twice.split():
        result = f"{result} {word}" if result else word
    return result
