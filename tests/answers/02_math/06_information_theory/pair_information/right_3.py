# plain loops and dicts, one logarithm of a ratio of whole numbers
import math


@lesson.exercise
def pair_information(words: list[str], least: int) -> dict[str, float]:
    single, joint = {}, {}
    for i, word in enumerate(words):
        single[word] = single.get(word, 0) + 1
        if i > 0:
            key = words[i - 1] + " " + word
            joint[key] = joint.get(key, 0) + 1
    n = len(words)
    result = {}
    for key in joint:
        if joint[key] < least:
            continue
        first, second = key.split(" ")
        result[key] = math.log2(joint[key] * n * n / ((n - 1) * single[first] * single[second]))
    return result
