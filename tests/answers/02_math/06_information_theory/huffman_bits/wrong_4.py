# MISTAKE: stops when two groups are left, so the last joining (one bit for every symbol) is missing.
# TOLD: You stopped while two groups were left. They are joined
@lesson.exercise
def huffman_bits(counts: np.ndarray) -> int:
    heap = [int(c) for c in counts]
    if len(heap) == 1:
        return heap[0]
    heapq.heapify(heap)
    total = 0
    while len(heap) > 2:
        joint = heapq.heappop(heap) + heapq.heappop(heap)
        total += joint
        heapq.heappush(heap, joint)
    return total
