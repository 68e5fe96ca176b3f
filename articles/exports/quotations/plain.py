"""Quotations as plain text, to paste anywhere."""

from articles.exports.quotations.quotation_words import Quotation, QuotationList


def plain_text(quotation_list: QuotationList) -> str:
    """Return the file; lines end with LF. Under each text it says where it stands; the references follow."""
    quotations = "\n".join(
        _quotation(quotation, number) for number, quotation in enumerate(quotation_list.quotations, start=1)
    )
    references = "\n".join(
        f"[{number}] {quotation.reference}"
        for number, quotation in enumerate(quotation_list.quotations, start=1)
    )
    origin = f"{quotation_list.made_by}　{quotation_list.made_on.isoformat()}　{quotation_list.remark}"
    source = f"来源：{quotation_list.address}"
    return f"{quotation_list.title}\n{origin}\n\n{quotations}\n参考文献\n{references}\n\n{source}\n"


def _quotation(quotation: Quotation, number: int) -> str:
    remark = f"{quotation.remark}\n" if quotation.remark else ""
    later = "".join(f"后来的规定：{rule}\n" for rule in quotation.later_rules)
    return f"{remark}{quotation.text}\n——{quotation.citation}[{number}]（{quotation.status}）\n{later}"
