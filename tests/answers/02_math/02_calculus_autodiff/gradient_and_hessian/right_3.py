# columns by jax.jvp of the gradient along each axis
@lesson.exercise
def gradient_and_hessian(f, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    import jax

    jax.config.update("jax_enable_x64", True)

    x = np.asarray(x, dtype=np.float64)
    along = jax.jit(lambda p, v: jax.jvp(jax.grad(f), (p,), (v,)))
    pairs = [along(x, e) for e in np.eye(len(x))]
    return np.array(pairs[0][0]), np.column_stack([np.asarray(bent) for _, bent in pairs])
