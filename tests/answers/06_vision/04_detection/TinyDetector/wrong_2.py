# MISTAKE: The sigmoid and the softmax are taken in the network already, so that the loss would take them twice.
# TOLD: The output went through `chances`. Return the raw numbers:
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
        return chances(self.head(self.features(images)).permute(0, 2, 3, 1))
