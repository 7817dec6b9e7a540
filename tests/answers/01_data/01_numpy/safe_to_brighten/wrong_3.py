# MISTAKE: Adds 40 in uint8 and looks for values above 255, which never occur.
# TOLD: Your test cannot fail: a uint8 plus 40 wraps round and is never above 255.
@lesson.exercise
def safe_to_brighten() -> list[str]:
    return [name for name, photo in photos.items() if (photo + np.uint8(40) > 255).mean() < 0.01]
