"""What each object of the API says. Field names are a contract: other systems build on them."""

from rest_framework import serializers

from articles.front_matter_answers import QUESTION_KINDS
from articles.models.entity import EntityKind
from articles.models.evidence import Basis
from articles.models.policy import DocumentKind, PolicyStatus

_DATE = {"allow_null": True, "help_text": "来源未载明时为 null。"}


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


class MentionFields(EvidenceFields):
    kind = serializers.ChoiceField(EntityKind.choices)
    entity = EntityName()
    basis = serializers.ChoiceField(Basis.choices, help_text="依据：原文写明、承自发文机关、编辑判断。")
    reason = serializers.CharField(allow_blank=True, help_text="编辑判断的理由。")


class CitedArticleFields(serializers.Serializer):
    policy = serializers.SlugField()
    number = serializers.IntegerField()
    suffix = serializers.IntegerField()
    label = serializers.CharField()
    url = serializers.URLField()


class ReferenceFields(EvidenceFields):
    document = EntityName(allow_null=True, help_text="所引文件；引用本文件时为 null。")
    number = serializers.IntegerField()
    suffix = serializers.IntegerField()
    last_number = serializers.IntegerField(allow_null=True)
    paragraph = serializers.IntegerField(allow_null=True)
    item = serializers.IntegerField(allow_null=True)
    target = CitedArticleFields(allow_null=True, help_text="库中没有所引条文时为 null。")


class CitedByFields(EvidenceFields):
    article = CitedArticleFields()


class ArticleFields(serializers.Serializer):
    policy = serializers.SlugField()
    number = serializers.IntegerField()
    suffix = serializers.IntegerField(help_text="第十二条之一为 1，通常为 0。")
    label = serializers.CharField()
    heading = serializers.CharField(allow_blank=True, help_text="条标；它也是 text 的开头。")
    short_title = serializers.CharField(allow_blank=True, help_text="编者为没有条标的条拟的标题。")
    text = serializers.CharField(help_text="逐字照原文，各款以换行分开，不含条号。")
    sha256 = serializers.CharField(help_text="text 的 UTF-8 字节的 SHA-256。")
    eid = serializers.CharField(help_text="Akoma Ntoso eId。")
    chapter = ChapterFields(allow_null=True)
    divisions = serializers.ListField(child=serializers.CharField(), help_text="自外而内的章节标题。")
    url = serializers.URLField()
    previous = serializers.URLField(allow_null=True)
    next = serializers.URLField(allow_null=True)
    modified = serializers.DateTimeField(allow_null=True, help_text="最近一次修订的时间。")
    mentions = MentionFields(many=True)
    references = ReferenceFields(many=True)
    cited_by = CitedByFields(many=True)


class ArticleItem(serializers.Serializer):
    policy = serializers.SlugField()
    number = serializers.IntegerField()
    suffix = serializers.IntegerField()
    label = serializers.CharField()
    heading = serializers.CharField(allow_blank=True)
    short_title = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    sha256 = serializers.CharField()
    chapter = ChapterFields(allow_null=True)
    url = serializers.URLField()


class DivisionFields(serializers.Serializer):
    eid = serializers.CharField()
    parent = serializers.CharField(allow_null=True, help_text="上级的 eid。")
    kind = serializers.CharField()
    number = serializers.IntegerField()
    label = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    opening = serializers.CharField(allow_blank=True)
    url = serializers.URLField()


class IssuerFields(serializers.Serializer):
    name = serializers.CharField()
    official_name = serializers.CharField()


class AddresseeFields(serializers.Serializer):
    regions = serializers.CharField(allow_blank=True)
    body = serializers.CharField()


class PolicyItem(serializers.Serializer):
    slug = serializers.SlugField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(DocumentKind.choices)
    document_number = serializers.CharField(allow_blank=True)
    issuers = IssuerFields(many=True)
    status = serializers.ChoiceField(PolicyStatus.choices)
    adopted_on = serializers.DateField(**_DATE)
    signed_on = serializers.DateField(**_DATE)
    published_on = serializers.DateField(**_DATE)
    effective_on = serializers.DateField(**_DATE)
    amended_on = serializers.DateField(**_DATE)
    article_count = serializers.IntegerField()
    url = serializers.URLField()


class PolicyFields(PolicyItem):
    status_basis = serializers.CharField(allow_blank=True)
    notice_title = serializers.CharField(allow_blank=True)
    notice_title_presumed = serializers.BooleanField()
    addressees = AddresseeFields(many=True)
    adoption = serializers.CharField(allow_blank=True)
    notice = serializers.CharField(allow_blank=True)
    introduction = serializers.CharField(allow_blank=True)
    annex = serializers.CharField(allow_blank=True)
    source_note = serializers.CharField(allow_blank=True)
    eli = serializers.URLField()
    akn = serializers.URLField()
    modified = serializers.DateTimeField(allow_null=True)


class ArticleRevisionFields(serializers.Serializer):
    number = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    note = serializers.CharField(allow_blank=True)
    heading = serializers.CharField(allow_blank=True)
    short_title = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    sha256 = serializers.CharField()


class PolicyRevisionFields(serializers.Serializer):
    number = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    note = serializers.CharField(allow_blank=True)
    snapshot = serializers.JSONField()


class AliasFields(serializers.Serializer):
    name = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)


class EntityItem(serializers.Serializer):
    kind = serializers.ChoiceField(EntityKind.choices)
    slug = serializers.SlugField()
    name = serializers.CharField()
    parent = serializers.SlugField(allow_null=True)
    is_group = serializers.BooleanField()
    url = serializers.URLField()


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
    policy = serializers.SlugField(allow_null=True, help_text="引用文件在本库中的全文。")
    article_count = serializers.IntegerField()
    articles = EntityArticle(many=True, help_text="提及它的条文，每处一项；按政策和条序。")


class HighlightFields(serializers.Serializer):
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class SearchResultFields(serializers.Serializer):
    type = serializers.ChoiceField(["article", "measure", "entity", "policy"])
    weak = serializers.BooleanField(help_text="没有确切的答案，也许相关：检索词的大半不见于知识库。")
    policy = serializers.SlugField(allow_null=True)
    number = serializers.IntegerField(allow_null=True)
    suffix = serializers.IntegerField(allow_null=True)
    label = serializers.CharField(allow_blank=True)
    heading = serializers.CharField(allow_blank=True)
    snippet = serializers.CharField(allow_blank=True)
    highlights = HighlightFields(many=True, help_text="snippet 中相合的用词。")
    score = serializers.FloatField()
    url = serializers.URLField()


class ExpansionFields(serializers.Serializer):
    word = serializers.CharField(help_text="检索词里的日常说法")
    means = serializers.ListField(child=serializers.CharField(), help_text="一并查找的政策用语")
    weight = serializers.FloatField(help_text="相对于原词的权重，0 至 1")
    basis = serializers.CharField(allow_blank=True, help_text="使这一对应成立的条文原文")


class QueryFields(serializers.Serializer):
    text = serializers.CharField(allow_blank=True)
    terms = serializers.ListField(child=serializers.CharField())
    phrases = serializers.ListField(child=serializers.CharField(), help_text="须原样含有的引号中的词句")
    excluded = serializers.ListField(child=serializers.CharField(), help_text="减号后须不含的词")
    simplified = serializers.CharField(allow_null=True, help_text="繁体检索词的简体写法")
    expansions = ExpansionFields(many=True)
    corrected = serializers.CharField(allow_null=True, help_text="按知识库的用词更正的写法，结果按它检索")
    as_typed = serializers.URLField(allow_null=True, help_text="更正了的，仍按原样检索的地址（correct=0）")
    did_you_mean = serializers.CharField(allow_null=True, help_text="可能想找的写法；结果仍按原样检索")


class AnswerFields(serializers.Serializer):
    """关于文件本身的提问（谁发的、何时发的、文号、效力……）的回答，依据公文要素；来源没有写的说明没有写。"""

    kind = serializers.ChoiceField(list(QUESTION_KINDS))
    text = serializers.CharField()
    policy = serializers.SlugField()
    title = serializers.CharField()
    quote = serializers.CharField(allow_blank=True, help_text="来源原文")
    place = serializers.CharField(allow_blank=True, help_text="原文所在：落款、主送机关、某条等")
    url = serializers.URLField()
    namesakes = serializers.IntegerField(help_text="库中同名的其他文件数")


class SearchFields(serializers.Serializer):
    count = serializers.IntegerField(help_text="全部结果；可以翻到的是最佳的 1000 条")
    page = serializers.IntegerField()
    page_size = serializers.IntegerField()
    query = QueryFields()
    answer = AnswerFields(allow_null=True, help_text="不是这样的提问时为 null；有回答时条文都是 weak")
    results = SearchResultFields(many=True)


class SuggestionFields(serializers.Serializer):
    text = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    url = serializers.URLField()


class SuggestFields(serializers.Serializer):
    q = serializers.CharField(allow_blank=True)
    suggestions = SuggestionFields(many=True)


class TargetFields(serializers.Serializer):
    type = serializers.ChoiceField(["article", "chapter", "policy"])
    policy = serializers.SlugField()
    number = serializers.IntegerField(allow_null=True)
    suffix = serializers.IntegerField(allow_null=True)
    label = serializers.CharField()
    url = serializers.URLField()


class GotoFields(serializers.Serializer):
    q = serializers.CharField()
    targets = TargetFields(many=True, help_text="通常一个；同名文件不止一件时有几个。")


class ProblemFields(serializers.Serializer):
    """RFC 9457 application/problem+json"""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    errors = serializers.DictField(required=False)
