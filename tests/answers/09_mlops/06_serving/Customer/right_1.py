# RIGHT: strict model by ConfigDict, ranges by Field, Literal for the job
@lesson.exercise
class Customer(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    age: int = Field(ge=18, le=120)
    balance: float = Field(allow_inf_nan=False)
    job: Literal["admin.", "management", "retired", "student", "technician"]
    housing: bool = False
