# MISTAKE: uses NFC, which composes accents but leaves ligatures, full-width letters and superscripts as they are
# TOLD: You used NFC. It composes accents but keeps ligatures,
@lesson.exercise
def clean_text(text: str) -> str:
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFC", text).split())
