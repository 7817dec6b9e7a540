# MISTAKE: The limits are exclusive (gt, lt), so the customers of exactly 18 and 120 years are refused.
# TOLD: The ages 18 and 120 are allowed too: `gt`
@lesson.exercise
class Customer(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    age: int = Field(gt=18, lt=120)
    balance: float = Field(allow_inf_nan=False)
    job: Literal["admin.", "management", "retired", "student", "technician"]
    housing: bool = False
