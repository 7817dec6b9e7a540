# RIGHT: hands everything to the library's function
@lesson.exercise
def attention(q, k, v, mask=None):
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
