# RIGHT: a comprehension over categories, unicodedata.normalize, and split/join
@lesson.exercise
def clean_text(text: str) -> str:
    kept = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", kept).split())
