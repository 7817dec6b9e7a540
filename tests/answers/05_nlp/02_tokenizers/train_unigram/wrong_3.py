# MISTAKE: switches off the normalisation only, while spaces at the ends and runs of them are still dropped
# TOLD: Spaces are lost: the library drops them at the
@lesson.exercise
def train_unigram(lines: list[str], vocab_size: int) -> bytes:
    model = io.BytesIO()
    settings = {
        "model_type": "unigram",
        "byte_fallback": True,
        "character_coverage": 1.0,
        "normalization_rule_name": "identity",
    }
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=model,
        vocab_size=vocab_size,
        num_threads=1,
        minloglevel=2,
        **settings,
    )
    return model.getvalue()
