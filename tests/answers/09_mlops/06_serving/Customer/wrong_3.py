# MISTAKE: A float field admits infinity and NaN by default, and nobody asked for a finite balance.
# TOLD: Infinity and NaN pass as a balance, and the
@lesson.exercise
class Customer(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    age: int = Field(ge=18, le=120)
    balance: float
    job: Literal["admin.", "management", "retired", "student", "technician"]
    housing: bool = False
