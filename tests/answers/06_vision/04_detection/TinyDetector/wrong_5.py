# MISTAKE: Rows and columns are exchanged while the channels are moved to the end.
# TOLD: Rows and columns are exchanged in the output: the
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
        return self.head(self.features(images)).permute(0, 3, 2, 1)
