# MISTAKE: A linear softmax regression, which has only straight lines between the classes.
# TOLD: Your log odds are linear in the features, so straight
@lesson.exercise
def fit_classifier(X: np.ndarray, labels: np.ndarray, X_new: np.ndarray, seed: int) -> np.ndarray:
    torch.manual_seed(seed)
    inputs, targets = torch.tensor(X, dtype=torch.float64), torch.tensor(labels, dtype=torch.long)
    net = torch.nn.Linear(2, 3, dtype=torch.float64)
    opt = torch.optim.Adam(net.parameters(), lr=0.05)
    for _ in range(500):
        opt.zero_grad()
        torch.nn.functional.cross_entropy(net(inputs), targets).backward()
        opt.step()
    with torch.no_grad():
        return torch.softmax(net(torch.tensor(X_new, dtype=torch.float64)), dim=1).numpy()
