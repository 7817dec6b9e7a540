# self-contained, own Huffman with a heap and the entropy as a sum of logarithms
import math


@lesson.exercise
def choose_code(text: str) -> str:
    def prefix(counter):
        heap = list(counter.values())
        if len(heap) == 1:
            return heap[0]
        heapq.heapify(heap)
        bits = 0
        while len(heap) > 1:
            first = heapq.heappop(heap)
            joint = first + heap[0]
            heapq.heapreplace(heap, joint)
            bits += joint
        return bits

    characters, pairs = Counter(text), Counter(zip(text[::2], text[1::2]))
    k, n = len(characters), len(text)
    width = 0
    while 2**width < k:
        width += 1
    information = math.fsum(c * math.log2(n / c) for c in characters.values())
    costs = [
        (n * width + 8 * k, "fixed"),
        (prefix(characters) + 16 * k, "huffman"),
        (math.ceil(information - 1e-9) + 2 + 32 * k, "arithmetic"),
        (prefix(pairs) + 24 * len(pairs), "pairs"),
    ]
    return min(costs)[1]
