# RIGHT: hands one step to torch.optim.AdamW, with the state put in by hand
@lesson.exercise
def adam_step(
    w: np.ndarray,
    grad: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    t: int,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.0,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    parameter = torch.nn.Parameter(torch.tensor(np.asarray(w, dtype=np.float64)))
    parameter.grad = torch.tensor(np.asarray(grad, dtype=np.float64))
    optimizer = torch.optim.AdamW(
        [parameter], lr=lr, betas=(beta1, beta2), eps=eps, weight_decay=weight_decay, foreach=False
    )
    optimizer.state[parameter] = {
        "step": torch.tensor(float(t - 1)),
        "exp_avg": torch.tensor(np.asarray(m, dtype=np.float64)),
        "exp_avg_sq": torch.tensor(np.asarray(v, dtype=np.float64)),
    }
    optimizer.step()
    state = optimizer.state[parameter]
    return parameter.detach().numpy(), state["exp_avg"].numpy(), state["exp_avg_sq"].numpy()
