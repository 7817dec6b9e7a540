# MISTAKE: removes every category that begins with C, so that tabs and line breaks (Cc) vanish and the words around them stick together
@lesson.exercise
def clean_text(text: str) -> str:
    text = "".join(c for c in text if not unicodedata.category(c).startswith("C"))
    return " ".join(unicodedata.normalize("NFKC", text).split())
