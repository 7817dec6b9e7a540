# heap of counts, summing the joint counts
@lesson.exercise
def huffman_bits(counts: np.ndarray) -> int:
    heap = [int(c) for c in counts]
    if len(heap) == 1:
        return heap[0]
    heapq.heapify(heap)
    total = 0
    while len(heap) > 1:
        joint = heapq.heappop(heap) + heapq.heappop(heap)
        total += joint
        heapq.heappush(heap, joint)
    return total
