# RIGHT: a FeatureUnion of two branches, each of which selects its columns by itself; an empty branch is left out
from sklearn.pipeline import FeatureUnion


@lesson.exercise
def build_model(numeric: list[str], categorical: list[str]) -> Pipeline:
    def pick(names):
        return ColumnTransformer([("pick", "passthrough", names)], verbose_feature_names_out=False)

    branches = []
    if numeric:
        branches.append(("numbers", make_pipeline(pick(numeric), SimpleImputer(strategy="median"), StandardScaler())))
    if categorical:
        branches.append(("categories", make_pipeline(pick(categorical), OneHotEncoder(handle_unknown="ignore"))))
    return Pipeline([("features", FeatureUnion(branches)), ("classifier", LogisticRegression(max_iter=1000))])
