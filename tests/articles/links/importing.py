"""Documents imported from their texts, as an upload does, and what they say of each other."""

from articles.importing.readers import SourceText
from articles.importing.store import import_source
from articles.links.documents.relations import relations_of
from articles.models import Policy

#: The second repeals the first.
OLD = "某省量子管理办法\n2010年5月4日某省政府公布\n第一条 为了管理，制定本办法。\n第二条 量子应当登记。\n"
NEW = (
    "某省量子管理条例\n2020年5月4日某省人大常委会通过\n"
    "第一条 为了管理，根据《中华人民共和国量子法》，制定本条例。\n"
    "第二条 量子按照《三级量子指标》登记，并填写《量子登记表》；依照前条办理。\n"
    "第三条 依照本条例第二条处罚；依照本条例第九十条处理。\n"
    "第四条 本条例自2020年6月1日起施行。《某省量子管理办法》同时废止。\n"
)


def imported(*texts: str) -> dict[str, Policy]:
    policies = [import_source(SourceText("量子.txt", "txt", text)).policy for text in texts]
    return {policy.title: policy for policy in policies}


def said(policy: Policy) -> list[tuple]:
    """The relations of a document: kind, direction, name of the other and its id if it is held."""
    rows = relations_of(policy)
    return [
        (relation.kind.value, relation.direction.value, relation.name, relation.policy and relation.policy.pk)
        for relation in rows
    ]
