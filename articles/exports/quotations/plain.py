"""Quotations as plain text, to paste anywhere."""

from articles.exports.quotations.quotation_words import Quotation, QuotationList


def plain_text(listed: QuotationList) -> str:
    """Return the file; lines end with LF. Under each text it says where it stands; the references follow."""
    quotations = "\n".join(
        _quotation(quotation, number) for number, quotation in enumerate(listed.quotations, start=1)
    )
    references = "\n".join(
        f"[{number}] {quotation.reference}" for number, quotation in enumerate(listed.quotations, start=1)
    )
    made = f"{listed.made_by}　{listed.made_on.isoformat()}　{listed.remark}"
    return f"{listed.title}\n{made}\n\n{quotations}\n参考文献\n{references}\n\n来源：{listed.address}\n"


def _quotation(quotation: Quotation, number: int) -> str:
    remark = f"{quotation.remark}\n" if quotation.remark else ""
    later = "".join(f"后来的规定：{rule}\n" for rule in quotation.later_rules)
    return f"{remark}{quotation.text}\n——{quotation.citation}[{number}]（{quotation.status}）\n{later}"
