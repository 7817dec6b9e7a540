# RIGHT: validators written by hand, run before pydantic converts anything
from pydantic import field_validator, model_validator

FIVE_JOBS = {"admin.", "management", "retired", "student", "technician"}


@lesson.exercise
class Customer(BaseModel):
    age: int
    balance: float
    job: str
    housing: bool = False

    @model_validator(mode="before")
    @classmethod
    def no_unknown(cls, values):
        if isinstance(values, dict) and set(values) - set(cls.model_fields):
            raise ValueError("unknown field")
        return values

    @field_validator("age", mode="before")
    @classmethod
    def adult(cls, value):
        if type(value) is not int or not 18 <= value <= 120:
            raise ValueError("a whole number from 18 to 120")
        return value

    @field_validator("balance", mode="before")
    @classmethod
    def finite(cls, value):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise ValueError("a finite number")
        return value

    @field_validator("job", mode="before")
    @classmethod
    def known(cls, value):
        if not isinstance(value, str) or value not in FIVE_JOBS:
            raise ValueError("unknown job")
        return value

    @field_validator("housing", mode="before")
    @classmethod
    def boolean(cls, value):
        if not isinstance(value, bool):
            raise ValueError("true or false")
        return value
