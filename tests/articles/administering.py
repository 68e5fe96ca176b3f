"""What forms of the administration send beside the fields of their own."""

#: An article's form, with no row of its inlines.
NO_ROWS = {
    f"{rows}-{name}_FORMS": "0"
    for rows in ("revisions", "everyday_questions")
    for name in ("TOTAL", "INITIAL")
}
