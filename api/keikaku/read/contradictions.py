"""What contradicts itself in municipality.yaml."""

from collections.abc import Container, Iterator

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.read.description import FolderDescription, PlanEntry


def contradictions(description: FolderDescription) -> Iterator[Text]:
    """Each thing in the description that cannot be so."""
    yield from _of_departments(description)
    yield from _of_plans(description)


def _of_departments(description: FolderDescription) -> Iterator[Text]:
    names = [department.name for department in description.departments]
    places = [(department.parent or "", department.name) for department in description.departments]
    for _, name in sorted({place for place in places if places.count(place) > 1}):
        yield Text(f"部署「{name}」が二度あります。", f"department {name!r} is listed twice.")
    forms = [key_text(form) for each in description.departments for form in (each.name, *each.aliases)]
    for form in sorted({form for form in forms if forms.count(form) > 1} - set(map(key_text, names))):
        yield Text(
            f"「{form}」が二つの部署の aliases にあります。", f"{form!r} is an alias of two departments."
        )
    for department in description.departments:
        if department.parent and department.parent not in names:
            yield Text(
                f"部署「{department.name}」の上位「{department.parent}」が一覧にありません。",
                f"the parent {department.parent!r} of department {department.name!r} is not listed.",
            )
        elif department.parent and names.count(department.parent) > 1:
            yield Text(
                f"部署「{department.name}」の上位「{department.parent}」という部署が二つあります。",
                f"the parent {department.parent!r} of department {department.name!r} may be either of two.",
            )


def _of_plans(description: FolderDescription) -> Iterator[Text]:
    plans = {plan.key for plan in description.plans}
    if len(plans) != len(description.plans):
        yield Text("同じ key の計画が二つあります。", "two plans have the same key.")
    keys = [document.key for plan in description.plans for document in plan.documents]
    if len(set(keys)) != len(keys):
        yield Text("同じ key の文書が二つあります。", "two documents have the same key.")
    for plan in description.plans:
        yield from _of_plan(plan, plans)


def _of_plan(plan: PlanEntry, plans: Container[str]) -> Iterator[Text]:
    if (plan.first_fiscal_year is None) != (plan.last_fiscal_year is None):
        yield Text(
            f"計画「{plan.key}」の期間の初めか終わりがありません。",
            f"plan {plan.key!r} has only one end of its period.",
        )
    elif plan.has_period and plan.period[0] > plan.period[1]:
        yield Text(f"計画「{plan.key}」の期間が逆です。", f"plan {plan.key!r} ends before it begins.")
    own = {document.key for document in plan.documents}
    for evaluation in plan.evaluations:
        for key in sorted(set(evaluation.documents) - own):
            yield Text(
                f"評価「{evaluation.key}」が指す文書「{key}」が計画「{plan.key}」にありません。",
                f"evaluation {evaluation.key!r} names document {key!r}, which plan {plan.key!r} does not have.",
            )
    for what, keys in (
        ("evaluations", [e.key for e in plan.evaluations]),
        ("quality", [q.key for q in plan.quality]),
    ):
        if len(set(keys)) != len(keys):
            yield Text(
                f"計画「{plan.key}」の {what} に同じ key が二つあります。",
                f"two of the {what} of plan {plan.key!r} have the same key.",
            )
    for other in (plan.part_of, plan.revision_of):
        if other and other not in plans:
            yield Text(
                f"計画「{plan.key}」が指す計画「{other}」がありません。",
                f"plan {plan.key!r} names plan {other!r}, which is not there.",
            )
