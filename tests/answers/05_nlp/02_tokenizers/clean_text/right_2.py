# RIGHT: a loop over characters, NFKD and then NFC, and a regular expression for white space
@lesson.exercise
def clean_text(text: str) -> str:
    letters = []
    for character in text:
        if unicodedata.category(character) == "Cf":
            continue
        letters.append(character)
    text = unicodedata.normalize("NFKD", "".join(letters))
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"\s+", " ", text).strip()
