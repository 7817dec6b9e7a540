# reverse over reverse, one jit for the pair
@lesson.exercise
def gradient_and_hessian(f, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    import jax

    jax.config.update("jax_enable_x64", True)

    slope = jax.grad(f)
    both = jax.jit(lambda p: (slope(p), jax.jacrev(slope)(p)))
    return tuple(np.array(each) for each in both(np.asarray(x, dtype=np.float64)))
