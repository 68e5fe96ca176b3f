"""What each object of the API says, read from rows: answers and OpenAPI schema are both made of these fields.

Field names are a contract: other systems build on them.
"""

from functools import cached_property
from typing import Any

from django.db.models import Model
from rest_framework import serializers

from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis, Passage
from articles.models.links.later_rule import Effect
from articles.models.links.relation import Relation
from articles.models.policies.policy import Policy
from articles.models.policies.policy_choices import DocumentKind, PolicyStatus
from articles.models.policies.policy_record import PolicyRecordKind, RecordSource
from articles.reading.citation_forms import permanent_identifiers
from articles.reading.schema_org import Site
from articles.versions.public_history import ChangeKind


class Address(serializers.URLField):
    """A path of this site, or of a row that has one, made absolute by `site` of the context."""

    @cached_property
    def _site(self) -> Site:
        return self.context["site"]

    def to_representation(self, value: str | Model) -> str:
        return self._site(value if isinstance(value, str) else value.get_absolute_url())


class SlugOf(serializers.SlugField):
    """The slug of another row."""

    def to_representation(self, row: Model) -> str:
        return row.slug


class TextOrNull(serializers.CharField):
    """Text that is null where there is none."""

    def __init__(self, **kwargs) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: str) -> str | None:
        return str(value) if value else None


class PermanentAddress(Address):
    """The permanent address of a policy in the scheme that the field is named by: eli, akn."""

    def get_attribute(self, policy: Policy) -> str:
        return getattr(permanent_identifiers(policy), self.field_name)


class Moment(serializers.DateTimeField):
    """A moment as it is stored, for the answer and its Last-Modified alike."""

    def __init__(self, **kwargs) -> None:
        super().__init__(format=None, **kwargs)


CITED = "引用：《国家产业技术政策》（工信部联科〔2009〕232号）第二十五条"
_DATE: dict[str, Any] = {"allow_null": True, "help_text": "来源未载明时为 null。"}


class ChapterFields(serializers.Serializer):
    number = serializers.IntegerField()
    title = serializers.CharField()


class EntityName(serializers.Serializer):
    slug = serializers.SlugField()
    name = serializers.CharField()


class EvidenceFields(serializers.Serializer):
    """quote == text[start:end]，按 Unicode 码位计；不以原文为依据的链接三项为空。"""

    quote = serializers.CharField(allow_blank=True)
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)


class MentionFields(serializers.Serializer):
    __doc__ = EvidenceFields.__doc__
    kind = serializers.ChoiceField(EntityKind.choices, source="entity.kind")
    entity = EntityName()
    basis = serializers.ChoiceField(Basis.choices, help_text="依据：原文写明、发文机关、编辑判断。")
    quote = serializers.CharField(allow_blank=True)
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField(allow_blank=True, help_text="编辑判断的理由。")


class LaterRuleFields(EvidenceFields):
    """后来的规定：后来的文件对条文中这些文字做了什么；quote 为空的涉及全条。"""

    effect = serializers.ChoiceField(Effect.choices)
    document = serializers.CharField(help_text="文件名称，不带书名号。")
    issuer = serializers.CharField()
    document_number = serializers.CharField(allow_blank=True)
    date = serializers.DateField()
    explanation = serializers.CharField()
    source = serializers.CharField(help_text="从哪里查到，核对了什么。")
    source_url = serializers.CharField(allow_blank=True)
    checked_on = serializers.DateField()


class CitedArticleFields(serializers.Serializer):
    policy = SlugOf()
    number = serializers.IntegerField()
    suffix = serializers.IntegerField()
    label = serializers.CharField()
    url = Address(source="*")


class ReferenceFields(EvidenceFields):
    document = EntityName(allow_null=True, help_text="所引文件；引用本文件时为 null。")
    number = serializers.IntegerField()
    suffix = serializers.IntegerField()
    last_number = serializers.IntegerField(allow_null=True)
    paragraph = serializers.IntegerField(allow_null=True)
    item = serializers.IntegerField(allow_null=True)
    address = serializers.CharField(
        source="cited_address",
        help_text="所引一处的地址：25；附件1第三条为 att_1.3，第三部分第（六）项为 3.6。",
    )
    target = CitedArticleFields(
        source="shown_target", allow_null=True, help_text="库中没有所引条文时为 null。"
    )


class CitedByFields(EvidenceFields):
    article = CitedArticleFields(allow_null=True, help_text="援引在印发通知、引言里时为 null。")
    policy = SlugOf(help_text="援引它的文件。")
    passage = serializers.ChoiceField(
        Passage.choices,
        help_text="article 条文，notice 印发通知，introduction 引言……；start、end 在它里面计。",
    )
    place = serializers.CharField(help_text="《……》第二十五条，《……》印发通知。")
    url = Address(source="source_address")


class ArticleItem(serializers.Serializer):
    policy = SlugOf()
    number = serializers.IntegerField()
    suffix = serializers.IntegerField(help_text="第十二条之一为 1，通常为 0。")
    address = serializers.CharField(help_text="在这件政策中的地址：25、12-1；二（六）为 2.6。")
    unit = serializers.CharField(
        help_text="article 为条；point、subpoint、item … 为不分条的文件的部分、项、目。"
    )
    label = serializers.CharField(help_text="第二十五条；第二部分第（六）项。")
    heading = serializers.CharField(allow_blank=True, help_text="条标；它也是 text 的开头。")
    short_title = serializers.CharField(allow_blank=True, help_text="编者为没有条标的条拟的标题。")
    text = serializers.CharField(
        help_text="逐字照原文，各款以换行分开，不含条号；表格一行一行，单元格以制表符分开。"
    )
    sha256 = serializers.CharField(help_text="text 的 UTF-8 字节的 SHA-256。")
    citation = serializers.CharField(help_text=CITED)
    status = serializers.ChoiceField(PolicyStatus.choices, source="policy.status")
    chapter = ChapterFields(allow_null=True)
    later_rules = LaterRuleFields(many=True, help_text="后来的规定；没有收录时为空。")
    standing = serializers.CharField(source="policy.standing", help_text="2009年文件，效力待核实")
    url = Address(source="*")


# The docstring of a serializer is its description in the schema, so it is written for callers, in Chinese.
class ArticleFields(ArticleItem):  # of an article `with_links`
    eid = serializers.CharField(help_text="Akoma Ntoso eId。")
    spans = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=4, max_length=4),
        help_text="表格中合并的单元格：[行, 列, 跨行, 跨列]，行、列都从 0 数起，行是 text 的行。",
    )
    divisions = serializers.ListField(child=serializers.CharField(), help_text="自外而内的章节标题。")
    previous = Address(allow_null=True)
    next = Address(allow_null=True)
    modified = Moment(source="changed_at", allow_null=True, help_text="最近一次修订的时间。")
    mentions = MentionFields(source="published_mentions", many=True)
    references = ReferenceFields(source="published_references", many=True)
    cited_by = CitedByFields(source="published_citations", many=True)


class SignatureFields(serializers.Serializer):
    algorithm = serializers.CharField(help_text="Ed25519；装了国密扩展的另有 SM2-SM3。")
    key = serializers.CharField(help_text="密钥编号，见 /.well-known/evidence-keys.json。")
    value = serializers.CharField(help_text="签名，base64。")


class SignedStatementFields(serializers.Serializer):
    """签名的陈述和签名；怎样核对见文档 evidence.md。"""

    statement = serializers.DictField(help_text="签的是它的规范 JSON；json_sha256 是其余各项的校验值。")
    signatures = SignatureFields(many=True)


class SignedArticleFields(ArticleFields):  # `articles.api.signed_articles` adds it
    evidence = SignedStatementFields(allow_null=True, help_text="本站没有启用签名时为 null。")


class UnitFields(serializers.Serializer):
    address = serializers.CharField(help_text="网页的路径；永久不变。")
    label = serializers.CharField(
        allow_blank=True, help_text="照印的编号：第二十五条、二、、（六）、1.；段没有。"
    )
    citation = serializers.CharField(help_text="引用时的位置：第二部分第（六）项。")
    heading = serializers.CharField(allow_blank=True, help_text="标题；它也是 text 的开头。")
    text = serializers.CharField(
        allow_blank=True, help_text="它自己的文字，不含编号和下级单元的文字；章节是标题和章首文字。"
    )
    sha256 = serializers.CharField(help_text="text 的 UTF-8 字节的 SHA-256。")
    level = serializers.IntegerField(help_text="层级，最上为 1。")
    parent = serializers.CharField(allow_null=True, help_text="上级单元的 address；最上为 null。")


class VersionFields(serializers.Serializer):
    date = serializers.DateField(
        source="made_on", allow_null=True, help_text="通过、成文或最近一次修改的日期；来源未载明时为 null。"
    )
    effective_on = serializers.DateField(allow_null=True, help_text="这一版的施行日期；未载明时为 null。")
    until = serializers.DateField(allow_null=True, help_text="下一版开始的日期；没有下一版时为 null。")
    is_current = serializers.BooleanField(help_text="是否现行文本。")
    source = serializers.CharField(allow_blank=True, help_text="读自哪个文件，或由哪个决定而来。")
    address = serializers.CharField(help_text="网页的路径。")


class StatementFields(serializers.Serializer):
    sentence = serializers.CharField()
    place = serializers.CharField(help_text="所在的单元，或标题、引言、印发通知。")
    address = serializers.CharField(allow_blank=True, help_text="网页的路径。")


class RelationFields(serializers.Serializer):
    """这件政策与另一件文件的关系；一种关系、一件文件一项，有依据的原句。"""

    kind = serializers.ChoiceField(
        [choice for choice in Relation.choices if choice[0] != Relation.AMENDED_BY]
    )
    direction = serializers.ChoiceField(
        [("out", "这件政策对另一件"), ("in", "另一件对这件政策")], help_text="关系由谁写明。"
    )
    policy = SlugOf(allow_null=True, help_text="另一件在本库中的标识；本库未收录时为 null。")
    name = serializers.CharField(help_text="另一件的名称。")
    sentence = serializers.CharField(help_text="写明这一关系的第一句。")
    status = serializers.ChoiceField([("published", "已发布")])
    by_rule = serializers.BooleanField(help_text="由规则发布，没有经过编辑审定。")
    count = serializers.IntegerField(help_text="写明的次数。")
    statements = StatementFields(many=True, help_text="每一句和它的位置。")


class DoubtFields(serializers.Serializer):
    """可能已失效的依据：废止、替代它或宣布它失效的文件，或有效期已届满；待编辑核实。"""

    status = serializers.ChoiceField(PolicyStatus.choices, help_text="依此它可能是的效力状态。")
    basis = serializers.CharField()


class DivisionFields(serializers.Serializer):
    eid = serializers.CharField()
    parent = serializers.CharField(source="parent.eid", allow_null=True, help_text="上级的 eid。")
    kind = serializers.CharField()
    number = serializers.IntegerField()
    label = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    opening = serializers.CharField(allow_blank=True)
    url = Address(source="*")


class IssuerFields(serializers.Serializer):
    name = serializers.CharField()
    official_name = serializers.CharField()


class AddresseeFields(serializers.Serializer):
    regions = serializers.CharField(allow_blank=True)
    body = serializers.CharField()


class PolicyRecordFields(serializers.Serializer):
    """著录项：文件写明的索引号、公文种类、主题分类、有效期、签发人、附注、抄送等，各有来源。"""

    kind = serializers.ChoiceField(PolicyRecordKind.choices)
    value = serializers.CharField()
    source = serializers.ChoiceField(RecordSource.choices)
    quote = serializers.CharField(allow_blank=True, help_text="依据的原文。")
    day = serializers.DateField(allow_null=True, help_text="有效期届满之日；无从推知时为 null。")


class PolicyItem(serializers.Serializer):
    slug = serializers.SlugField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(DocumentKind.choices)
    document_number = serializers.CharField(allow_blank=True)
    issuers = IssuerFields(many=True)
    citation = serializers.CharField(help_text="引用：《国家产业技术政策》（工信部联科〔2009〕232号）")
    sha256 = serializers.CharField(
        source="content_sha256", help_text="条文之外的文字（标题、文号、通知、引言等）的 SHA-256。"
    )
    status = serializers.ChoiceField(PolicyStatus.choices)
    standing = serializers.CharField(help_text="年份与效力，如 2009年文件，效力待核实。")
    doubts = DoubtFields(many=True, help_text="可能已失效、待核实的依据；没有时为空。")
    adopted_on = serializers.DateField(**_DATE)
    signed_on = serializers.DateField(**_DATE)
    published_on = serializers.DateField(**_DATE)
    effective_on = serializers.DateField(**_DATE)
    amended_on = serializers.DateField(**_DATE)
    article_count = serializers.IntegerField()
    url = Address(source="*")


class PolicyFields(PolicyItem):
    status_basis = serializers.CharField(allow_blank=True)
    notice_title = serializers.CharField(allow_blank=True)
    notice_title_presumed = serializers.BooleanField()
    adoption = serializers.CharField(allow_blank=True)
    notice = serializers.CharField(allow_blank=True)
    introduction = serializers.CharField(allow_blank=True)
    annex = serializers.CharField(allow_blank=True)
    source_note = serializers.CharField(allow_blank=True)
    addressees = AddresseeFields(many=True)
    records = PolicyRecordFields(many=True)
    eli = PermanentAddress()
    akn = PermanentAddress()
    modified = Moment(source="changed_at", allow_null=True)


class ArticleRevisionFields(serializers.Serializer):
    number = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    note = serializers.CharField(allow_blank=True)
    article_number = serializers.IntegerField(allow_null=True, help_text="当时的条号；null 是不详。")
    article_suffix = serializers.IntegerField(allow_null=True)
    unit = serializers.CharField(allow_null=True, help_text="article 为条，point 为部分，其余见文档。")
    division_eid = serializers.CharField(
        allow_null=True, allow_blank=True, help_text="当时所在章节的 eid；空为不在任何章节。"
    )
    position = serializers.IntegerField(allow_null=True)
    heading = serializers.CharField(allow_blank=True)
    short_title = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    sha256 = serializers.CharField()


class PartChangeFields(serializers.Serializer):
    name = serializers.ChoiceField(["label", "heading", "short_title", "text"], help_text="哪一部分。")
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class PublicChangeFields(serializers.Serializer):
    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(
        ChangeKind.choices, help_text="corrected 是本站的更正，amended 是文件有了新的版本。"
    )
    kind_label = serializers.CharField()
    parts = PartChangeFields(many=True)


class PolicyRevisionFields(serializers.Serializer):
    number = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    note = serializers.CharField(allow_blank=True)
    snapshot = serializers.JSONField(source="public_snapshot")


class AliasFields(serializers.Serializer):
    name = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)


class EntityItem(serializers.Serializer):
    kind = serializers.ChoiceField(EntityKind.choices)
    slug = serializers.SlugField()
    name = serializers.CharField()
    parent = SlugOf(source="shown_parent", allow_null=True)
    is_group = serializers.BooleanField()
    url = Address(source="*")


class EntityArticle(serializers.Serializer):
    article = CitedArticleFields()
    basis = serializers.ChoiceField(Basis.choices)
    quote = serializers.CharField(allow_blank=True)
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)


class EntityFields(EntityItem):
    aliases = AliasFields(many=True)
    description = serializers.CharField(allow_blank=True)
    official_site = serializers.CharField(allow_blank=True)
    policy = SlugOf(source="full_text", allow_null=True, help_text="引用文件在本库中的全文。")
    article_count = serializers.IntegerField()
    articles = EntityArticle(many=True, help_text="提及它的条文，每处一项；按政策和条序。")


class SuggestionFields(serializers.Serializer):
    text = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    url = Address(source="path")


class SuggestFields(serializers.Serializer):
    q = serializers.CharField(allow_blank=True)
    suggestions = SuggestionFields(many=True)


class TargetFields(serializers.Serializer):  # of a Target; a policy has no number, a chapter no suffix
    type = serializers.ChoiceField(["article", "chapter", "policy"], source="place.type")
    policy = SlugOf(source="place.policy")
    number = serializers.IntegerField(source="place.target.number", allow_null=True)
    suffix = serializers.IntegerField(source="place.target.suffix", allow_null=True)
    unit = serializers.CharField(allow_null=True, help_text="条在政策中的地址：25、2.6；章和政策为 null。")
    label = serializers.CharField(source="place.label")
    citation = serializers.CharField(help_text=CITED)
    text = serializers.CharField(
        allow_blank=True, help_text="条的原文；引文写明年份的，是那一版的。章和政策为空。"
    )
    sha256 = serializers.CharField(allow_null=True, help_text="text 的 SHA-256。")
    status = serializers.ChoiceField(
        PolicyStatus.choices, source="place.policy.status", help_text="文件的效力状态。"
    )
    standing = serializers.CharField(source="place.policy.standing", help_text="2009年文件，效力待核实")
    url = Address(source="place.url")


class GotoFields(serializers.Serializer):
    q = serializers.CharField()
    targets = TargetFields(
        many=True, help_text="通常一个；同名文件不止一件，或没有首页政策而只写条号时，有几个。"
    )


class ProblemFields(serializers.Serializer):
    """RFC 9457 application/problem+json"""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    request_id = serializers.CharField(required=False, help_text="请求编号，报告问题时写上")
    errors = serializers.DictField(required=False)
