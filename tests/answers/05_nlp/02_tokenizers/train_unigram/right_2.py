# RIGHT: writes the lines to a file and passes the settings as one string of flags
import tempfile
from pathlib import Path


@lesson.exercise
def train_unigram(lines: list[str], vocab_size: int) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, prefix = Path(folder) / "lines.txt", Path(folder) / "model"
        source.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        sentencepiece.SentencePieceTrainer.Train(
            f"--input={source} --model_prefix={prefix} --vocab_size={vocab_size} --model_type=unigram "
            "--byte_fallback=true --character_coverage=1 --normalization_rule_name=identity "
            "--remove_extra_whitespaces=false --num_threads=1 --minloglevel=2"
        )
        return Path(f"{prefix}.model").read_bytes()
