# RIGHT: the scaffold, with the settings as a dict
@lesson.exercise
def train_unigram(lines: list[str], vocab_size: int) -> bytes:
    model = io.BytesIO()
    settings = {
        "model_type": "unigram",
        "byte_fallback": True,
        "character_coverage": 1.0,
        "normalization_rule_name": "identity",
        "remove_extra_whitespaces": False,
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
