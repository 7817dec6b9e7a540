# MISTAKE: Turns the comparison round and names the photographs that lose much.
# TOLD: Those are the photographs that lose much.
@lesson.exercise
def safe_to_brighten() -> list[str]:
    return [name for name, photo in photos.items() if (photo > 215).mean() > 0.01]
