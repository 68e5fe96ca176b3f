"""The form beside a drafted measure: what was read out of the clause, to be corrected and decided on."""

from __future__ import annotations

from django import forms

from guidance.drafting.deciding import CorrectedProposal
from guidance.drafting.proposals import Proposal
from guidance.matching.measure_choices import Benefit, Force
from guidance.matching.profile_choices import ACTIVITIES_OF, Activity, ApplicantKind, Topic

_BY_TOPIC = [
    (topic.label, [(activity.value, activity.label) for activity in ACTIVITIES_OF[topic]]) for topic in Topic
]


class MeasureDraftForm(forms.Form):
    """A proposal's words as defaults; the editor's corrections win."""

    title = forms.CharField(label="名称", max_length=60, help_text="给谁、给什么，一看就懂。")
    promise = forms.CharField(
        label="一句话说明",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60, "lang": "zh-CN"}),
        help_text="用平实的话说，不多于原文，不少于原文。",
    )
    benefit = forms.ChoiceField(label="类别", choices=Benefit.choices)
    force = forms.ChoiceField(label="效力性质", choices=Force.choices)
    kinds = forms.MultipleChoiceField(
        label="给哪类主体", choices=ApplicantKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    conditions = forms.MultipleChoiceField(
        label="条件",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选的各成为一个问题，用原文的话问申请的人。",
    )
    activities = forms.MultipleChoiceField(
        label="涉及的活动",
        choices=_BY_TOPIC,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="做其中任何一项的人，这项措施就与之有关；不选则不按活动区分。按住 Ctrl 可以选几项。",
    )

    def __init__(self, proposal: Proposal, data=None) -> None:
        super().__init__(data, initial=_initial_values(proposal))
        conditions = proposal.drafted.conditions
        self.fields["conditions"].choices = [
            (str(place), words.quote) for place, words in enumerate(conditions)
        ]

    @property
    def choice(self) -> CorrectedProposal:
        """What was decided; only of a valid form."""
        cleaned = self.cleaned_data
        return CorrectedProposal(
            title=cleaned["title"],
            promise=cleaned["promise"],
            force=Force(cleaned["force"]),
            benefit=Benefit(cleaned["benefit"]),
            kinds=tuple(map(ApplicantKind, cleaned["kinds"])),
            conditions=tuple(map(int, cleaned["conditions"])),
            activities=tuple(map(Activity, cleaned["activities"])),
        )


def _initial_values(proposal: Proposal) -> dict:
    drafted = proposal.drafted
    return {
        "title": proposal.title,
        "promise": f"{proposal.words}。",
        "benefit": drafted.benefit,
        "force": drafted.force,
        "kinds": [beneficiary.kind for beneficiary in drafted.beneficiaries],
        "conditions": [str(place) for place in range(len(drafted.conditions))],
        "activities": list(proposal.activities),
    }
