# MISTAKE: NFKC comes before the format characters are removed, so an accent behind a zero-width space is never composed with its letter
# TOLD: You normalised first and removed the format characters afterwards.
@lesson.exercise
def clean_text(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(text.split())
