# MISTAKE: Returns the decision as one-hot rows, with zeros where probabilities are asked for.
# TOLD: You were certain, or as good as certain, of something
@lesson.exercise
def fit_classifier(X: np.ndarray, labels: np.ndarray, X_new: np.ndarray, seed: int) -> np.ndarray:
    torch.manual_seed(seed)
    inputs, targets = torch.tensor(X, dtype=torch.float32), torch.tensor(labels, dtype=torch.long)
    net = torch.nn.Sequential(
        torch.nn.Linear(2, 32), torch.nn.Tanh(), torch.nn.Linear(32, 32), torch.nn.Tanh(), torch.nn.Linear(32, 3)
    )
    opt = torch.optim.AdamW(net.parameters(), lr=0.01, weight_decay=0.05)
    for _ in range(300):
        opt.zero_grad()
        torch.nn.functional.cross_entropy(net(inputs), targets).backward()
        opt.step()
    with torch.no_grad():
        scores = net(torch.tensor(X_new, dtype=torch.float32)).double()
    return np.eye(3)[scores.argmax(dim=1).numpy()]
