# MISTAKE: Only the age was made strict, because it is the docstring's first example; "yes" and 1 still become a bool, and "12" a balance.
# TOLD: Values of another type are converted, such as a
@lesson.exercise
class Customer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    age: int = Field(ge=18, le=120, strict=True)
    balance: float = Field(allow_inf_nan=False)
    job: Literal["admin.", "management", "retired", "student", "technician"]
    housing: bool = False
