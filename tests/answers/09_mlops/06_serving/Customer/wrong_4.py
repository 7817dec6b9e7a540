# MISTAKE: "Optional" was read as "may be None": housing left out is None in place of False, and an explicit null is accepted.
# TOLD: housing may be None, or is None when it
@lesson.exercise
class Customer(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    age: int = Field(ge=18, le=120)
    balance: float = Field(allow_inf_nan=False)
    job: Literal["admin.", "management", "retired", "student", "technician"]
    housing: bool | None = None
