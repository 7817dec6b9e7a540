# RIGHT: NumPy in double precision, one sine for all channels, the cosine as a sine a quarter turn ahead
@lesson.exercise
def sinusoidal_positions(n, d):
    channel = np.arange(d)
    frequency = np.exp(-math.log(10_000) * (channel - channel % 2) / d)
    return torch.from_numpy(np.sin(np.outer(np.arange(n), frequency) + np.pi / 2 * (channel % 2))).float()
