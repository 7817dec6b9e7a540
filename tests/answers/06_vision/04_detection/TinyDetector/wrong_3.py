# MISTAKE: The output is reshaped instead of permuted, which gives the right shape and mixes channels with places.
# TOLD: You reshaped the channels to the end. A reshape
@lesson.exercise
class TinyDetector(nn.Module):
    def __init__(self, n_classes: int, width: int) -> None:
        super().__init__()
        self.features = nn.Sequential(
            block(3, width, kernel=6, stride=4),
            block(width, 2 * width, kernel=3, stride=2),
            block(2 * width, 4 * width, kernel=3, stride=2),
            block(4 * width, 4 * width, kernel=3, stride=1),
        )
        self.head = nn.Conv2d(4 * width, 5 + n_classes, 1)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        out = self.head(self.features(images))
        return out.reshape(out.shape[0], out.shape[2], out.shape[3], out.shape[1])
