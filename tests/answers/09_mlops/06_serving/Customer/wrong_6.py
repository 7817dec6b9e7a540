# MISTAKE: Unknown fields are silently ignored, pydantic's default, so a misspelt "hosing" leaves housing False unnoticed.
# TOLD: A field that is not known is ignored, so
@lesson.exercise
class Customer(BaseModel):
    model_config = ConfigDict(strict=True)

    age: int = Field(ge=18, le=120)
    balance: float = Field(allow_inf_nan=False)
    job: Literal["admin.", "management", "retired", "student", "technician"]
    housing: bool = False
