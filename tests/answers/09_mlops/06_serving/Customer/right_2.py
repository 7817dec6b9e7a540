# RIGHT: strict types field by field (Annotated, conint, StrictBool), an Enum-free pattern for the job, class keyword for extra
from typing import Annotated

from pydantic import StrictBool, StrictInt


@lesson.exercise
class Customer(BaseModel, extra="forbid"):
    age: Annotated[StrictInt, Field(ge=18, lt=121)]
    balance: Annotated[float, Field(strict=True, gt=-math.inf, lt=math.inf)]
    job: Annotated[str, Field(strict=True, pattern=r"^(admin\.|management|retired|student|technician)$")]
    housing: StrictBool = False
