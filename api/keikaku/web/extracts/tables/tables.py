"""The tables: what has rows in them, and which columns."""

from dataclasses import replace

from keikaku.language import Text
from keikaku.web.extracts.tables.table import Column, Datatype, Table

_SDG = "http://metadata.un.org/sdg/"
_IN_JAPANESE = "FILTER(LANG(?v) = 'ja')"
_ITSELF = ""


def _path(iri: str) -> str:
    """`142042/zenki/1-2` for `…/id/project/142042/zenki/1-2`: what follows the kind of thing."""
    return iri.partition("/id/")[2].partition("/")[2]


def _city_in(iri: str) -> str:
    """`142042`: every IRI of a municipality's things begins with its code (docs/model.md)."""
    return _path(iri).partition("/")[0]


def _plan_in(iri: str) -> str:
    """`142042/zenki`, of what stands in a plan."""
    return "/".join(_path(iri).split("/")[:2])


def _last(iri: str) -> str:
    """`budget` for `…/code/amount-kind/budget`."""
    return iri.rpartition("/")[2]


def _year(year: str) -> str:
    return str(int(year))


def _key(name: str, title: Text) -> tuple[Column, Column]:
    """What tells rows apart within the tables, and the IRI under which it is known everywhere."""
    key = Column(name, title, _ITSELF, _path, required=True)
    return key, Column("iri", Text("IRI", "IRI"), _ITSELF, datatype="anyURI", required=True)


def _reference(table: str, name: str, title: Text, pattern: str, *, required: bool = False) -> Column:
    return Column(name, title, pattern, _path, required=required, refers_to=table)


def _text(name: str, title: Text, pattern: str, datatype: Datatype = "string") -> Column:
    return Column(name, title, pattern, datatype=datatype)


def _coded(name: str, title: Text, property_: str) -> tuple[Column, Column]:
    """A concept of a code list by its key, and by its name."""
    return (
        Column(name, title, f"?x {property_} ?v", _last),
        _text(f"{name}_name", Text(f"{title.ja}名", f"name of the {title.en}"),
              f"?x {property_}/skos:prefLabel ?v {_IN_JAPANESE}"),
    )  # fmt: skip


def _fiscal_year(name: str, title: Text, property_: str) -> Column:
    return Column(name, title, f"?x {property_}/mp:year ?v", _year, "integer")


def _named(reference: Column, title: Text) -> Column:
    """Beside a reference, the name of what it refers to, so that a row can be read by itself."""
    return Column(f"{reference.name}_name", title, "", name_of=reference.name)


_CITY = Column("municipality", Text("自治体コード", "municipality"), _ITSELF, _city_in, required=True,
               refers_to="municipalities")  # fmt: skip
_MUNICIPALITY = (_CITY, _named(_CITY, Text("自治体", "name of the municipality")))
_PLAN = Column("plan", Text("計画", "plan"), _ITSELF, _plan_in, required=True, refers_to="plans")
_NAME = replace(_text("name", Text("名称", "name"), f"?x rdfs:label ?v {_IN_JAPANESE}"), required=True)
_NOTE = _text("note", Text("注記", "note"), f"?x rdfs:comment ?v {_IN_JAPANESE}")
_CODE = _text("code", Text("番号", "printed code"), "?x skos:notation ?v")
_FIRST = _fiscal_year("first_fiscal_year", Text("最初の年度", "first fiscal year"), "mp:firstFiscalYear")
_LAST = _fiscal_year("last_fiscal_year", Text("最後の年度", "last fiscal year"), "mp:lastFiscalYear")
_BASIS = _coded("basis", Text("根拠", "basis"), "mp:basis")[0]
_SOURCE = Column("source", Text("出典の箇所", "place in the source"), "?x prov:wasDerivedFrom ?v",
                 datatype="anyURI", separator=" ")  # fmt: skip
_RELIABILITY = Column(
    "reliability", Text("信頼性", "reliability"), "?x dqv:hasQualityAnnotation/mp:reliability ?v", _last, separator=" "
)  # fmt: skip
_SDGS = Column(
    "sdg", Text("SDGs", "SDGs"),
    f"?x dcterms:subject ?v MINUS {{ ?x a mp:Classification }} FILTER(STRSTARTS(STR(?v), '{_SDG}'))",
    _last, separator=" ",
)  # fmt: skip


def _policy(pattern: str) -> tuple[Column, Column]:
    reference = _reference("policies", "policy", Text("施策", "policy"), pattern)
    return reference, _named(reference, Text("施策名", "name of the policy"))


def _project(pattern: str) -> tuple[Column, Column]:
    reference = _reference("projects", "project", Text("事業", "project"), pattern)
    return reference, _named(reference, Text("事業名", "name of the project"))


def _owned(property_: str) -> tuple[Column, ...]:
    """Of an amount or an indicator: the policy or project that it is of; neither, if it is the plan's own."""
    return *_policy(f"?v {property_} ?x ; a mp:Policy"), *_project(f"?v {property_} ?x ; a mp:Project")


def _departments(name: str, title: Text, property_: str) -> tuple[Column, Column]:
    return (
        Column(name, title, f"?x {property_} ?v", _path, separator=" "),
        Column(f"{name}_names", Text(f"{title.ja}名", f"names of the {title.en}"),
               f"?x {property_}/rdfs:label ?v {_IN_JAPANESE}", separator="、"),
    )  # fmt: skip


_MUNICIPALITIES = Table(
    "municipalities",
    Text("自治体", "Municipalities"),
    "?x a mp:Municipality",
    (
        *_key("municipality", Text("自治体コード", "municipality")),
        _NAME,
        _text("name_kana", Text("読み", "reading"), "?x skos:altLabel ?v FILTER(LANG(?v) = 'ja-hira')"),
        _text("name_en", Text("ローマ字", "name in Latin letters"), "?x rdfs:label ?v FILTER(LANG(?v) = 'en')"),
        Column("prefecture", Text("都道府県コード", "prefecture"), "?x mp:prefecture ?v", _path),
        _text("prefecture_name", Text("都道府県", "name of the prefecture"),
              f"?x mp:prefecture/rdfs:label ?v {_IN_JAPANESE}"),
        _text("corporate_number", Text("法人番号", "corporate number"), "?x mp:corporateNumber ?v"),
        _text("latitude", Text("緯度", "latitude"), "?x schema:latitude ?v", "decimal"),
        _text("longitude", Text("経度", "longitude"), "?x schema:longitude ?v", "decimal"),
    ),
)  # fmt: skip

_PLANS = Table(
    "plans",
    Text("計画", "Plans"),
    "?x a mp:Plan",
    (
        *_key("plan", Text("計画", "plan")),
        *_MUNICIPALITY,
        _NAME,
        *_coded("plan_type", Text("計画の種別", "type of plan"), "mp:planType"),
        _FIRST,
        _LAST,
        _reference(
            "plans", "part_of", Text("上位の計画", "plan above"), "?x dcterms:isPartOf ?v . ?v a mp:Plan"
        ),
        _reference("plans", "revision_of", Text("改定前の計画", "plan before"), "?x prov:wasRevisionOf ?v"),
        Column("documents", Text("文書", "documents"), "?x dcterms:source ?v", _path, separator=" "),
        _RELIABILITY,
        _NOTE,
    ),
)

_POLICIES = Table(
    "policies",
    Text("政策・施策", "Policies"),
    "?x a mp:Policy",
    (
        *_key("policy", Text("施策", "policy")),
        *_MUNICIPALITY,
        _PLAN,
        _reference("policies", "broader", Text("上位の施策", "policy above"), "?x skos:broader ?v"),
        _text("depth", Text("階層", "depth"), "?x mp:level/xkos:depth ?v", "integer"),
        _CODE,
        _NAME,
        _SDGS,
        _SOURCE,
    ),
)

_STATEMENTS = Table(
    "statements",
    Text("施策の本文", "Statements of policies"),
    "?x a mp:Statement",
    (
        *_key("statement", Text("本文", "statement")),
        *_MUNICIPALITY,
        _PLAN,
        *_policy("?v mp:statement ?x"),
        _text("order", Text("順", "order"), "?x mp:order ?v", "integer"),
        _CODE,
        _text("text", Text("文", "text"), "?x rdf:value ?v"),
        _SOURCE,
    ),
)

_PROJECTS = Table(
    "projects",
    Text("事業", "Projects"),
    "?x a mp:Project",
    (
        *_key("project", Text("事業", "project")),
        *_MUNICIPALITY,
        _PLAN,
        *_policy("?x mp:policy ?v"),
        _CODE,
        _NAME,
        _text("description", Text("内容", "description"), "?x dcterms:description ?v"),
        _text("goal", Text("目標", "goal"), "?x mp:goal ?v"),
        *_departments("departments", Text("担当課", "departments"), "mp:department"),
        *_departments("supporting_departments", Text("関係課", "supporting departments"), "mp:supportingDepartment"),
        Column("priority", Text("重点事業", "priority project"), "BIND(EXISTS { ?x a mp:PriorityProject } AS ?v)",
               datatype="boolean", required=True),
        Column("markers", Text("新規・拡充など", "markers"), "?x mp:marker ?v", _last, separator=" "),
        _SDGS,
        _FIRST,
        _LAST,
        _text("budget_item", Text("予算科目", "budget item"), "?x mp:budgetItem ?v"),
        _RELIABILITY,
        Column("page", Text("公表ページ", "published at"), "?x dcterms:source ?v", datatype="anyURI", separator=" "),
        _SOURCE,
    ),
)  # fmt: skip

_STEPS = Table(
    "steps",
    Text("年度ごとの工程", "Yearly steps"),
    "?x a mp:Step",
    (
        *_key("step", Text("工程", "step")),
        *_MUNICIPALITY,
        _PLAN,
        *_project("?v mp:step ?x"),
        _fiscal_year("fiscal_year", Text("年度", "fiscal year"), "mp:fiscalYear"),
        _text("order", Text("順", "order"), "?x mp:order ?v", "integer"),
        _text("text", Text("工程の文", "text"), "?x rdfs:label ?v"),
        _BASIS,
        _SOURCE,
    ),
)

_AMOUNTS = Table(
    "amounts",
    Text("金額", "Amounts"),
    "?x a mp:Amount",
    (
        *_key("amount", Text("金額", "amount")),
        *_MUNICIPALITY,
        _PLAN,
        *_owned("mp:amount"),
        *_coded("kind", Text("種類", "kind"), "mp:amountKind"),
        *_coded("status", Text("記載", "status"), "mp:amountStatus"),
        _fiscal_year("fiscal_year", Text("年度", "fiscal year"), "mp:fiscalYear"),
        _FIRST,
        _LAST,
        _text("yen", Text("円", "yen"), "?x schema:value ?v", "decimal"),
        _text("published_value", Text("印刷された値", "value as printed"), "?x mp:publishedValue ?v"),
        _text("published_unit", Text("印刷された単位", "unit as printed"), "?x mp:publishedUnit ?v"),
        _text(
            "includes_personnel",
            Text("人件費を含む", "includes personnel"),
            "?x mp:includesPersonnel ?v",
            "boolean",
        ),
        _BASIS,
        _RELIABILITY,
        _NOTE,
        _SOURCE,
    ),
)

_DEPARTMENTS = Table(
    "departments",
    Text("部署", "Departments"),
    "?x a mp:Department",
    (
        *_key("department", Text("部署", "department")),
        *_MUNICIPALITY,
        _NAME,
        _reference(
            "departments", "above", Text("上位の部署", "department above"), "?x org:subOrganizationOf ?v"
        ),
        _NOTE,
    ),
)

_INDICATORS = Table(
    "indicators",
    Text("指標", "Indicators"),
    "?x a mp:Indicator",
    (
        *_key("indicator", Text("指標", "indicator")),
        *_MUNICIPALITY,
        _PLAN,
        *_owned("mp:indicator"),
        _NAME,
        _text("unit", Text("単位", "unit"), "?x mp:unit ?v"),
        _SOURCE,
    ),
)

_INDICATOR_VALUES = Table(
    "indicator_values",
    Text("指標の値", "Values of indicators"),
    "?x a mp:IndicatorValue",
    (
        *_key("indicator_value", Text("指標の値", "indicator value")),
        _reference(
            "indicators", "indicator", Text("指標", "indicator"), "?v mp:indicatorValue ?x", required=True
        ),
        *_coded("kind", Text("種類", "kind"), "mp:valueKind"),
        _fiscal_year("fiscal_year", Text("年度", "fiscal year"), "mp:fiscalYear"),
        _text("value", Text("値", "value"), "?x rdf:value ?v", "decimal"),
        _text("published_value", Text("印刷された値", "value as printed"), "?x mp:publishedValue ?v"),
    ),
)

_DOCUMENTS = Table(
    "documents",
    Text("文書と利用条件", "Documents and their terms"),
    "?x a schema:DigitalDocument",
    (
        *_key("document", Text("文書", "document")),
        _NAME,
        _text("publisher", Text("公表者", "publisher"), "?x dcterms:publisher ?v"),
        _text("terms", Text("利用条件", "terms of use"), f"?x dcterms:rights ?v {_IN_JAPANESE}"),
        Column(
            "address",
            Text("公表場所", "published at"),
            "?x dcterms:source ?v",
            datatype="anyURI",
            separator=" ",
        ),
        _text("media_type", Text("形式", "media type"), "?x schema:encodingFormat ?v"),
        _text("sha256", Text("SHA-256", "SHA-256"), "?x schema:sha256 ?v"),
    ),
)

TABLES = (
    _MUNICIPALITIES, _PLANS, _POLICIES, _STATEMENTS, _PROJECTS, _STEPS, _AMOUNTS, _DEPARTMENTS, _INDICATORS,
    _INDICATOR_VALUES, _DOCUMENTS,
)  # fmt: skip
