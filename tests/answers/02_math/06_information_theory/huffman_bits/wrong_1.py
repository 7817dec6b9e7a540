# MISTAKE: a message of a single symbol comes out as zero bits, although its word has one bit.
# TOLD: A message of one kind of symbol costs nothing in your
@lesson.exercise
def huffman_bits(counts: np.ndarray) -> int:
    heap = [int(c) for c in counts]
    heapq.heapify(heap)
    total = 0
    while len(heap) > 1:
        joint = heapq.heappop(heap) + heapq.heappop(heap)
        total += joint
        heapq.heappush(heap, joint)
    return total
