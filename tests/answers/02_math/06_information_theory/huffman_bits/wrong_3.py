# MISTAKE: sorts only once and puts the joint back at the front, so it is not always the two rarest that are joined.
# TOLD: You sorted once and joined one symbol after another to
@lesson.exercise
def huffman_bits(counts: np.ndarray) -> int:
    queue = sorted(int(c) for c in counts)
    if len(queue) == 1:
        return queue[0]
    bits = 0
    while len(queue) > 1:
        joint = queue.pop(0) + queue.pop(0)
        bits += joint
        queue.insert(0, joint)
    return bits
