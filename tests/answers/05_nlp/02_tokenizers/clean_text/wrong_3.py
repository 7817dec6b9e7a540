# MISTAKE: removes only the three zero-width characters of the examples, not the whole category (soft hyphen, byte-order mark, marks of direction)
# TOLD: Some invisible characters are still there, such as the
@lesson.exercise
def clean_text(text: str) -> str:
    text = re.sub("[\u200b\u200c\u200d]", "", text)
    return " ".join(unicodedata.normalize("NFKC", text).split())
