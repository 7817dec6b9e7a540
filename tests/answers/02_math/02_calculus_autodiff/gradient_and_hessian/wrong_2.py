# MISTAKE: Takes the outer product of the gradient with itself for the Hessian.
# TOLD: That is the product of the gradient with itself, which
@lesson.exercise
def gradient_and_hessian(f, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    import jax

    jax.config.update("jax_enable_x64", True)

    gradient = np.asarray(jax.jit(jax.grad(f))(x))
    return gradient, np.outer(gradient, gradient)
