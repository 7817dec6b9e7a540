# two queues: sorted leaves and joints that come out in rising order
from collections import deque


@lesson.exercise
def huffman_bits(counts: np.ndarray) -> int:
    leaves = deque(sorted(np.asarray(counts).tolist()))
    if len(leaves) == 1:
        return leaves[0]
    joints = deque()

    def smallest():
        if not joints or (leaves and leaves[0] <= joints[0]):
            return leaves.popleft()
        return joints.popleft()

    bits = 0
    while len(leaves) + len(joints) > 1:
        joint = smallest() + smallest()
        joints.append(joint)
        bits += joint
    return bits
