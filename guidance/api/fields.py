"""What each object of the finder's API says, read from measures and judgements (`guidance.matching`).

Field names are a contract: other systems build on them.
"""

from rest_framework import serializers

from articles.api.fields import Address, EntityName, EvidenceFields, LaterRuleFields, SlugOf, TextOrNull
from articles.api.search_fields import DirectAnswerFields
from articles.models.links.evidence import Basis
from guidance.matching.measure import Measure, Stated
from guidance.matching.measure_choices import STATE_TASK_IN_FULL, Aspect, Force, Purpose, Role
from guidance.matching.verdicts import CriterionFinding, Verdict


class Term(serializers.Serializer):
    code = serializers.CharField(source="value")
    label = serializers.CharField()


class KindTerm(Term):
    implies = serializers.CharField(allow_null=True, help_text="它也算作的单位类别。")


class ActivityTerm(Term):
    group = serializers.CharField(help_text="问答页上所在的组。")


class MeasureName(serializers.Serializer):
    slug = serializers.SlugField()
    title = serializers.CharField()
    policy = SlugOf(source="article.policy")
    article = serializers.IntegerField(source="article.number", help_text="条号。")
    suffix = serializers.IntegerField(source="article.suffix", help_text="第十二条之一为 1，通常为 0。")
    label = serializers.CharField(source="article.label", help_text="第二十五条")
    url = Address(help_text="措施的页面。")


class FactCriterion(serializers.Serializer):
    __doc__ = EvidenceFields.__doc__
    measure = MeasureName()
    quote = serializers.CharField(source="criterion.quote", allow_blank=True)
    start = serializers.IntegerField(source="criterion.start", allow_null=True)
    end = serializers.IntegerField(source="criterion.end", allow_null=True)


class FactTerm(serializers.Serializer):
    code = serializers.CharField()
    question = serializers.CharField()
    help = serializers.CharField(allow_blank=True)
    criteria = FactCriterion(many=True, help_text="由它决定的措施，和限定的原文。")


class VocabularyFields(serializers.Serializer):
    kinds = KindTerm(many=True)
    sizes = Term(many=True)
    ownership = Term(many=True)
    answers = Term(many=True)
    activities = ActivityTerm(many=True)
    sectors = Term(many=True)
    forces = Term(many=True)
    purposes = Term(many=True)
    verdicts = Term(many=True)
    findings = Term(many=True)
    facts = FactTerm(many=True)


class ProfileRecord(serializers.Serializer):
    """接口所理解的企业情况：一种写法，次序固定。"""

    kinds = serializers.ListField(child=serializers.CharField())
    size = serializers.CharField()
    ownership = serializers.CharField()
    multinational = serializers.CharField()
    sector = serializers.CharField(allow_blank=True)
    activities = serializers.ListField(child=serializers.CharField())
    needs = serializers.ListField(child=serializers.CharField())
    possible = serializers.ListField(child=serializers.CharField(), required=False, help_text="没有时不列。")
    has_no_activity = serializers.BooleanField(required=False, help_text="只在为 true 时列出。")
    facts = serializers.DictField(child=serializers.CharField(), help_text="只列已知的回答。")


class ReasonFields(serializers.Serializer):
    criterion = serializers.CharField(help_text="kind、activity、size…，判断事项为 fact:代码。")
    label = serializers.CharField()
    verdict = serializers.ChoiceField(CriterionFinding.choices, source="finding")
    answer = serializers.CharField(help_text="所填的回答。")
    quote = serializers.CharField(allow_blank=True, help_text="起决定作用的原文；原文省略主体时为空。")
    quotes = serializers.ListField(child=serializers.CharField())


class MissingFields(serializers.Serializer):
    criterion = serializers.CharField()
    label = serializers.CharField()


class CompetentFields(EntityName):
    basis = serializers.ChoiceField(Basis.choices)
    reason = serializers.CharField(allow_blank=True)
    only_if = TextOrNull(help_text="判断事项的代码：只在答“是”时由它主管；空值为不论何种情况。")


class AnsweredFields(serializers.Serializer):
    q = serializers.CharField(source="typed", help_text="所问的话")
    corrected = serializers.CharField(
        source="applied_correction.text",
        allow_null=True,
        default=None,
        help_text="按知识库的用词更正后的写法",
    )
    direct_answer = DirectAnswerFields(source="answer", allow_null=True, help_text="没有直接回答时为 null")


class MatchFields(serializers.Serializer):
    measure = MeasureName()
    verdict = serializers.ChoiceField(Verdict.choices)
    label = serializers.CharField(source="verdict.label", help_text="verdict 的中文。")
    reasons = ReasonFields(many=True)
    missing = MissingFields(many=True, help_text="还须知道什么才能判断。")
    promise = serializers.CharField(source="measure.promise", help_text="一句话说明，编者所拟。")
    force = serializers.ChoiceField(Force.choices, source="measure.force")
    state_task = serializers.BooleanField(source="measure.is_state_task", help_text=f"{STATE_TASK_IN_FULL}。")
    ministries = CompetentFields(
        many=True, help_text="就所填情况而言主管的部委；还带 only_if 的，取决于那一项。"
    )
    quotes = EvidenceFields(many=True, source="measure.quotes")
    sha256 = serializers.CharField(source="measure.article.sha256", help_text="条文的 SHA-256。")
    citation = serializers.CharField(source="measure.article.citation", help_text="条文的引用，带文号。")
    policy_status = serializers.CharField(
        source="measure.article.policy.get_status_display", help_text="文件的效力状态，如 待核实。"
    )
    standing = serializers.CharField(source="measure.policy.standing", help_text="2009年文件，效力待核实")
    later_rules = LaterRuleFields(many=True, source="measure.later_rules")
    permalink = Address(source="measure.permalink", help_text="条文的永久链接。")


class VerdictCounts(serializers.Serializer):
    applies = serializers.IntegerField()
    open = serializers.IntegerField()
    check = serializers.IntegerField()
    stopped = serializers.IntegerField()
    excluded = serializers.IntegerField()


class MatchingFields(serializers.Serializer):
    profile = ProfileRecord()
    ignored = serializers.ListField(child=serializers.CharField(), help_text="请求中没有意义的成员。")
    hash = serializers.CharField(help_text="内容校验值，算法见 docs/pack.md。")
    counts = VerdictCounts()
    results = MatchFields(many=True, help_text="条文条件已符合、条文没有写条件、还差几项情况，依次排列。")
    excluded = MatchFields(many=True, help_text="已停止执行的和条件不符的，附理由。")
    limits = MatchFields(many=True, help_text="与所填活动有关、须注意的限制和义务；不是支持，不计入校验值。")
    notice = serializers.CharField()


class CriterionFields(serializers.Serializer):
    __doc__ = EvidenceFields.__doc__
    role = serializers.ChoiceField(Role.choices)
    criterion = serializers.CharField(source="code")
    aspect = serializers.ChoiceField(Aspect.choices)
    values = serializers.ListField(child=serializers.CharField(), help_text="符合的值；判断事项为空。")
    fact = TextOrNull()
    question = TextOrNull()
    quote = serializers.CharField(allow_blank=True)
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)


class InstrumentFields(EntityName):
    pass


class StatedFields(serializers.Serializer):  # what is stated under the name of the field
    value = serializers.CharField(allow_null=True)
    stated = serializers.BooleanField(source="is_stated", help_text="false：文件未规定。")
    source = serializers.CharField(allow_null=True)

    def get_attribute(self, measure: Measure) -> Stated:
        return next(stated for stated in measure.stated if stated.name == self.field_name)


class CautionFields(serializers.Serializer):
    text = serializers.CharField()
    source = serializers.CharField()


class MeasureItem(MeasureName):
    purpose = serializers.ChoiceField(Purpose.choices)
    promise = serializers.CharField()
    force = serializers.ChoiceField(Force.choices)
    verb = serializers.CharField()
    benefit = serializers.CharField(
        source="benefit.value",
        default="",
        help_text="类别：relief 减免、grant 奖补、right 权益、standing 资质；没有分类的为空。",
    )
    implements = serializers.CharField(help_text="它所配套的上级措施的标识；没有的为空。")
    state_task = serializers.BooleanField(source="is_state_task", help_text=f"{STATE_TASK_IN_FULL}。")
    quotes = EvidenceFields(many=True)
    instruments = InstrumentFields(many=True)
    later_rules = LaterRuleFields(many=True, help_text="涉及它的原文的后来的规定。")
    stopped = serializers.BooleanField(source="is_stopped", help_text="已停止执行，仅供沿革。")
    standing = serializers.CharField(source="policy.standing", help_text="2009年文件，效力待核实")
    permalink = Address()


class MeasureFields(MeasureItem):
    policy_title = serializers.CharField(source="article.policy.title")
    document_number = serializers.CharField(source="article.policy.document_number", allow_blank=True)
    policy_status = serializers.CharField(source="article.policy.get_status_display")
    sha256 = serializers.CharField(source="article.sha256")
    beneficiaries_note = serializers.CharField(allow_blank=True)
    criteria = CriterionFields(many=True)
    ministries = CompetentFields(many=True)
    amount = StatedFields()
    deadline = StatedFields()
    office = StatedFields()
    application = StatedFields()
    cautions = CautionFields(many=True)
    questions = serializers.ListField(child=serializers.CharField(), help_text="编者所拟的日常问法。")
