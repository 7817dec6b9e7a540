# MISTAKE: white space is collapsed first, so that a format character between two spaces leaves both of them standing
@lesson.exercise
def clean_text(text: str) -> str:
    text = " ".join(text.split())
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", text)
