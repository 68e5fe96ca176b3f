"""What the answer to a search says, read from `articles.search`; a contract, as in `articles.api.fields`."""

from collections.abc import Mapping
from functools import lru_cache
from operator import attrgetter

from django.urls import reverse
from django.utils.http import urlencode
from rest_framework import serializers

from articles.api.fields import CITED, Address, LaterRuleFields, SlugOf, TextOrNull
from articles.reading.site_address import site_address
from articles.search import (
    QUESTION_KINDS,
    AnswerKind,
    Correction,
    Explanation,
    Hit,
    OtherHit,
    ResultType,
    SearchResults,
)
from articles.versions.past_words import PastText, past_texts


class SlugOrNull(TextOrNull, serializers.SlugField):
    pass


class HighlightFields(serializers.Serializer):
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class WhyTermFields(serializers.Serializer):
    term = serializers.CharField(source="word")
    stands_for = serializers.CharField(allow_blank=True, help_text="它所解释的检索词。")
    places = serializers.ListField(child=serializers.CharField())
    grams = serializers.FloatField(source="amounts.grams", help_text="字与二字组")
    words = serializers.FloatField(source="amounts.words", help_text="词")
    chapter = serializers.FloatField(source="amounts.chapter", help_text="整章")
    amount = serializers.FloatField()


class WhyFields(serializers.Serializer):
    """各 terms 的 amount 与 kind、cited、asked、literal、place、ended、referred 相加即 total。"""

    terms = WhyTermFields(source="reasons", many=True)
    kind = serializers.FloatField(source="kind_amount", help_text="文件种类")
    cited = serializers.FloatField(source="cited_amount", help_text="文件被其他文件引用的次数")
    asked = serializers.FloatField(source="asked_amount", help_text="与编者收录的日常问法相近")
    asked_question = serializers.CharField(
        source="asked", allow_blank=True, help_text="那个日常问法；不是原文"
    )
    literal = serializers.FloatField(source="literal_amount", help_text="原样含有检索词")
    place = serializers.FloatField(source="region_amount", help_text="检索词里写明地方；其他地方的文件为负")
    ended = serializers.FloatField(
        source="ended_amount", help_text="文件已失效、可能已失效，或另有较新的文本；为负"
    )
    referred = serializers.FloatField(source="referred_amount", help_text="更靠前的条文援引这一条")
    referred_from = serializers.CharField(allow_blank=True, help_text="援引它的那一条")
    total = serializers.FloatField()

    def get_attribute(self, hit: Hit | OtherHit) -> Explanation:
        """Only of articles whose score is explained."""
        whys = self.context["whys"]
        if not isinstance(hit, Hit) or hit.article.pk not in whys:
            raise serializers.SkipField
        return whys[hit.article.pk]


class OfArticle(serializers.CharField):
    """An attribute of the article that was found; null for other results."""

    def __init__(self, attribute: str, **kwargs) -> None:
        super().__init__(allow_null=True, **kwargs)
        self._of = attrgetter(attribute)

    def get_attribute(self, hit: Hit | OtherHit) -> str | None:
        return self._of(hit.article) if isinstance(hit, Hit) else None


class FullText(OfArticle):
    """Only where it is asked for: of twenty articles it can be much."""

    def get_attribute(self, hit: Hit | OtherHit) -> str | None:
        if not self.context["texts"]:
            raise serializers.SkipField
        return super().get_attribute(hit)


class ProvisionFields(serializers.Serializer):
    """条文里的一款、一项或一目。"""

    label = serializers.CharField(source="place", help_text="第二款第（三）项")
    address = Address(source="place_address", help_text="它的地址，与 units/ 里的相同")

    def get_attribute(self, hit: Hit | OtherHit) -> Hit | None:
        return hit if isinstance(hit, Hit) and hit.place else None


class FacetValueFields(serializers.Serializer):
    value = serializers.CharField()
    label = serializers.CharField()
    policy = SlugOrNull(source="within", help_text="章所在的政策。")
    count = serializers.IntegerField()


class Never(serializers.BooleanField):
    """What was true of earlier versions only; other systems may still read it."""

    def get_attribute(self, instance: object) -> bool:
        return False


class FacetFields(serializers.Serializer):
    parameter = serializers.CharField(source="name", help_text="筛选参数的名称。")
    label = serializers.CharField()
    partial = Never(help_text="恒为 false：全部结果都数过。")
    left_out = serializers.IntegerField(help_text="条数较少、没有列出的值。")
    values = FacetValueFields(source="links", many=True)


class SearchResultFields(serializers.Serializer):
    type = serializers.ChoiceField(ResultType.choices)
    weak = serializers.BooleanField(
        source="is_weak", help_text="没有确切的答案，相近，但不是直接回答：检索词的大半不见于知识库。"
    )
    policy = SlugOrNull()
    document = serializers.CharField(allow_blank=True, help_text="所在文件的标题；不属于一件文件的为空")
    number = serializers.IntegerField(allow_null=True)
    suffix = serializers.IntegerField(allow_null=True)
    label = serializers.CharField(allow_blank=True)
    heading = serializers.CharField(source="title", allow_blank=True)
    snippet = serializers.CharField(source="snippet.text", allow_blank=True)
    highlights = HighlightFields(source="snippet.marks", many=True, help_text="snippet 中相合的用词。")
    provision = ProvisionFields(
        allow_null=True,
        help_text="snippet 里标出的用词在哪一款、哪一项（引用了一处的，就是那一处）；是整条时为 null",
    )
    context = serializers.CharField(allow_blank=True, help_text="条文所在的章、部分，如 二、支持人才。")
    score = serializers.FloatField(help_text="只在同类结果之间可比。")
    unit = OfArticle("address", help_text="条文在政策中的地址：25、2.6；别的结果为 null，下面三项同样。")
    citation = OfArticle("citation", help_text=CITED)
    sha256 = OfArticle("sha256", help_text="条文原文的 SHA-256。")
    status = OfArticle("policy.status", help_text="文件的效力状态。")
    text = FullText("text", required=False, help_text="text=1 时，条文的原文。")
    standing = serializers.CharField(allow_blank=True, help_text="年份与效力，如 2009年文件，效力待核实。")
    later_rules = LaterRuleFields(many=True, help_text="条文或措施的后来的规定。")
    url = Address()
    why = WhyFields(required=False, help_text="explain=1 时，条文得分的由来。")


class Joined(serializers.CharField):
    """Words that have to stand together."""

    def to_representation(self, words: tuple[str, ...]) -> str:
        return "".join(words)


class ExpansionFields(serializers.Serializer):
    word = serializers.CharField(help_text="检索词里的日常说法")
    means = serializers.ListField(child=Joined(), help_text="一并查找的政策用语")
    weight = serializers.FloatField(help_text="相对于原词的权重，0 至 1")
    basis = serializers.CharField(allow_blank=True, help_text="使这一对应成立的条文原文")


class AsTyped(Address):
    """The page of results for a query as it was typed, uncorrected."""

    def to_representation(self, correction: Correction) -> str:
        query = urlencode({"q": correction.typed, "correct": 0})
        return super().to_representation(f"{reverse('articles:search')}?{query}")


class PlaceFields(serializers.Serializer):
    """检索词里的一个地方：它最相关的几条排在前面，其他地方的在最后；全国的照常。筛选用参数 region。"""

    name = serializers.CharField(source="region.name", help_text="全称，如 浙江省；也是参数 region 的值")
    written = serializers.CharField(source="region.written", help_text="检索词里的写法，如 浙江")
    documents = serializers.IntegerField(
        source="region.documents", help_text="本库收录的这个地方的文件；0：没有收录，所列的是全国的规定"
    )
    count = serializers.IntegerField(help_text="这次找到的条文里这个地方的")
    province = TextOrNull(source="region.province", help_text="它所在的省、自治区、直辖市")


class QueryFields(serializers.Serializer):
    text = serializers.CharField(source="typed", allow_blank=True)
    terms = serializers.ListField(source="query.terms", child=serializers.CharField())
    phrases = serializers.ListField(
        source="query.phrases", child=serializers.CharField(), help_text="须原样含有的引号中的词句"
    )
    excluded = serializers.ListField(
        source="query.excluded", child=serializers.CharField(), help_text="减号后须不含的词"
    )
    simplified = TextOrNull(source="query.simplified", help_text="繁体检索词的简体写法")
    expansions = ExpansionFields(source="query.expansions", many=True)
    places = PlaceFields(source="regions", many=True, help_text="检索词里的地方；选了地区（region）时为空")
    corrected = serializers.CharField(
        source="applied_correction.text",
        allow_null=True,
        help_text="text 按知识库的用词更正后的写法，结果即按它检索",
    )
    as_typed = AsTyped(
        source="applied_correction",
        allow_null=True,
        help_text="更正了的，仍按原样检索的地址（correct=0）",
    )
    did_you_mean = serializers.CharField(
        source="offered_correction.text", allow_null=True, help_text="可能想找的写法；结果仍按原样检索"
    )


class AnswerFields(serializers.Serializer):
    """关于文件本身的提问（谁发的、何时发的、文号、效力……）的回答，依据公文要素；来源没有写的说明没有写。"""

    kind = serializers.ChoiceField(list(QUESTION_KINDS))
    text = serializers.CharField()
    quote = serializers.CharField(allow_blank=True, help_text="来源原文")
    place = serializers.CharField(
        allow_blank=True, help_text="原文所在：落款、主送机关、通过与修改情况、某条"
    )
    namesakes = serializers.IntegerField(help_text="库中同名的其他文件数")
    policy = SlugOf()
    title = serializers.CharField()
    url = Address()

    def get_attribute(self, results: SearchResults) -> dict | None:
        """The first fact of an answer about a document; several were not asked for when this was made."""
        answer = results.answer
        if answer is None or answer.kind != AnswerKind.FACT:
            return None
        line, document = answer.lines[0], answer.documents[0]
        quote, place = (line.passages[0].quote, line.passages[0].place) if line.passages else ("", "")
        return {
            "kind": line.code, "text": line.text, "quote": quote, "place": place, "url": line.url,
            "namesakes": document.namesakes, "policy": document, "title": document.title,
        }  # fmt: skip


class PassageFields(serializers.Serializer):
    quote = serializers.CharField(help_text="原文，一字不差")
    place = serializers.CharField(help_text="第二十五条、落款、主送机关……")
    url = Address()


class AnswerLineFields(serializers.Serializer):
    code = serializers.CharField(
        help_text="所说的事：issuers、made……（文件），office、deadline……（办理），applies、open……（结论），measure"
    )
    label = serializers.CharField(allow_blank=True, help_text="code 的中文：结论、效力性质……")
    text = serializers.CharField(allow_blank=True, help_text="固定的句子")
    title = serializers.CharField(allow_blank=True, help_text="措施的名称")
    url = Address()
    passages = PassageFields(many=True)
    note = serializers.CharField(allow_blank=True, help_text="措施的提示")
    decides = serializers.ListField(
        child=serializers.CharField(), help_text="还要知道什么；结论不适用的，不符的是什么"
    )


class AnswerDocumentFields(serializers.Serializer):
    policy = SlugOf(source="*")
    title = serializers.CharField()
    number = serializers.CharField(allow_blank=True, help_text="发文字号")
    year = serializers.IntegerField(allow_null=True)
    status = serializers.CharField(help_text="效力状态，如 待核实")
    standing = serializers.CharField(help_text="2009年文件，效力待核实")
    url = Address()


class AnswerLinkFields(serializers.Serializer):
    label = serializers.CharField()
    count = serializers.IntegerField(allow_null=True)
    url = Address()


class DirectAnswerFields(serializers.Serializer):
    """对提问的直接回答；检索和找支持措施给的是同一个。每个字出自文件、名称或固定的句子。"""

    kind = serializers.ChoiceField(AnswerKind.choices)
    label = serializers.CharField(source="kind.label")
    text = serializers.CharField()
    lines = AnswerLineFields(many=True)
    documents = AnswerDocumentFields(many=True, help_text="所依据的文件，及其年份和效力状态")
    understood = serializers.ListField(child=serializers.CharField(), help_text="从问题读出的情况")
    links = AnswerLinkFields(many=True)
    whole = serializers.BooleanField(source="is_whole", help_text="true：此外找到的都只是相近")


class FoundDocumentFields(serializers.Serializer):
    policy = SlugOf()
    title = serializers.CharField(source="policy.title")
    standing = serializers.CharField(source="policy.standing", help_text="如 2009年文件，效力待核实")
    count = serializers.IntegerField(help_text="这件文件里找到的全部条文")
    shown = serializers.IntegerField(help_text="列在 results 里的")
    url = Address(source="policy.get_absolute_url")


class PastTexts(serializers.ListSerializer):
    """They stand beside the results: search itself knows present texts only."""

    def get_attribute(self, instance: SearchResults) -> list[PastText]:
        return past_texts(instance.not_held)


class PastTextFields(serializers.Serializer):
    """以前的文本里的一条，含有现行文本都没有的检索词。"""

    policy = SlugOf(source="version")
    title = serializers.CharField()
    date = serializers.DateField(
        source="version.made_on", allow_null=True, help_text="那一版的日期；来源未载明时为 null"
    )
    unit = serializers.CharField(source="article.address", help_text="条在那一版中的地址")
    label = serializers.CharField(source="article.label")
    sentence = serializers.CharField(help_text="含有检索词的原句")
    url = Address(help_text="那一版的这一条")

    class Meta:
        list_serializer_class = PastTexts


class PageLink(serializers.URLField):
    """The address of the page before or after this one: the view, which knows it, writes it in."""

    def __init__(self, **kwargs) -> None:
        super().__init__(allow_null=True, **kwargs)

    def get_attribute(self, instance: SearchResults) -> None:
        return None


class SearchFields(serializers.Serializer):
    count = serializers.IntegerField(
        help_text="真正相合的全部结果，怎样算见参数 match；可以翻到的是最佳的 1000 条"
    )
    page = serializers.IntegerField(source="page.number")
    page_size = serializers.IntegerField(source="page.paginator.per_page")
    next = PageLink(help_text="后一页的地址，没有时为 null；Link 头中也有")
    previous = PageLink(help_text="前一页的地址")
    query = QueryFields(source="*")
    answer = AnswerFields(
        allow_null=True,
        help_text="只就文件本身的提问（第一问）；别的为 null。各种提问的回答在 direct_answer",
    )
    direct_answer = DirectAnswerFields(source="answer", allow_null=True, help_text="没有直接回答时为 null")
    document_count = serializers.IntegerField(help_text="所找到的条文出自几件文件")
    results = SearchResultFields(source="lines", many=True)
    documents = FoundDocumentFields(
        many=True, help_text="by=document 时，这一页的文件；各件的条文在 results 里，次序相同"
    )
    past = PastTextFields(
        many=True, help_text="现行文本都没有、以前的文本里有的检索词在哪里，至多 3 处；见 query 的词"
    )
    facets = FacetFields(many=True, required=False, help_text="facets=1 时")


def search_fields(
    *, has_texts: bool = False, has_facets: bool = False, whys: Mapping[int, Explanation] | None = None
) -> SearchFields:
    """The serializer of an answer with these parts.

    To make one takes as long as a search: those without explanations (`whys`) are made once and shared.
    """
    return (
        _new_search_fields(has_texts, has_facets, whys)
        if whys
        else _shared_search_fields(has_texts, has_facets)
    )


def _new_search_fields(
    has_texts: bool, has_facets: bool, whys: Mapping[int, Explanation] | None = None
) -> SearchFields:
    answer_fields = SearchFields(context={"site": site_address, "whys": whys or {}, "texts": has_texts})
    if not has_facets:
        answer_fields.fields.pop("facets")
    return answer_fields


_shared_search_fields = lru_cache(maxsize=4)(_new_search_fields)
