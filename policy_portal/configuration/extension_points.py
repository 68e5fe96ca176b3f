"""What the apps plug into each other: settings that name functions and classes.

An app below never imports one above it: what it offers to others is a list here, of which each entry is read
by the module that its comment names.
"""

# What a search finds beside articles; each is a function as articles/search/results/result_sources.py says.
SEARCH_SOURCES = [
    "guidance.questions.search_source.find_measures",
    "articles.search.results.matches.name_matches.find_policies",
    "articles.search.results.matches.fact_matches.find_by_facts",
    "articles.search.results.cited_places.find_cited_places",
    "articles.search.results.matches.name_matches.find_entities",
    "articles.search.results.matches.front_matter_matches.find_front_matter",
]

# The functions that answer a question beside what search finds, in this order: articles/search/answers.py.
SEARCH_ANSWERERS = [
    "guidance.answering.engine.answer_question",
    "guidance.answering.engine.answer_absence",
]

# The module that signs what articles and packs state (articles/reading/signed_statements.py).
PORTAL_SIGNER = "policy_portal.signing.signatures"

# Functions that name what quotes an article whose text was edited: (article, *, old_text) → Quotes
# (articles/links/quote_updates.py).
PORTAL_TEXT_FOLLOWERS = [
    "articles.links.quote_updates.links_of_article",
    "guidance.measures.quote_updates.measures_of_article",
]

# How the rows of each model are kept, compared and restored (articles/history/content_kinds.py).
PORTAL_HISTORY = {
    "articles.policy": "articles.history.content_histories.PolicyHistory",
    "articles.division": "articles.history.content_histories.DivisionHistory",
    "articles.article": "articles.history.content_histories.ArticleHistory",
    "articles.entity": "articles.history.content_histories.EntityHistory",
    "articles.mention": "articles.history.links.LinkHistory",
    "articles.reference": "articles.history.links.LinkHistory",
    "articles.laterrule": "articles.history.links.LinkHistory",
    "articles.policyversion": "articles.history.content_histories.VersionRowHistory",
    "guidance.supportmeasure": "guidance.measures.measure_history.MeasureHistory",
    **dict.fromkeys(
        (
            *("articles.everydayquestion", "articles.goldenquestion", "articles.searchconfiguration"),
            "articles.synonymentry",
            *("guidance.fact", "guidance.articlewithoutmeasure"),
        ),
        "articles.history.content_kinds.RowHistory",
    ),
}

# Where the administration records what editors do (articles/admin/journal.py).
PORTAL_AUDIT = "policy_portal.audit"

# Classes whose rows quote articles (articles/review/links/lost_quotes.py).
PORTAL_QUOTE_HOLDERS = [
    "articles.review.links.lost_links.LostLinks",
    "guidance.review.lost_quotes.LostMeasures",
]

# Models with undoable batch decisions: the field of the state, and the function that sets it
# (articles/review/batches.py).
PORTAL_DECIDED = {
    "articles.policy": ("publication", "articles.review.publication.set_policy_publication"),
    "articles.article": ("publication", "articles.review.publication.set_publication"),
    "articles.entity": ("is_published", "articles.review.publication.set_entity_publication"),
    "articles.mention": ("status", "articles.review.links.link_decisions.set_status"),
    "articles.reference": ("status", "articles.review.links.link_decisions.set_status"),
    "articles.laterrule": ("status", "articles.review.links.link_decisions.set_status"),
    "guidance.supportmeasure": ("status", "guidance.measures.approval.set_status"),
    "articles.readerreport": ("state", "articles.reports.answering.set_state"),
    "articles.namerule": ("is_active", "articles.review.links.name_rules.set_active"),
}
# Kinds of rows in the queue of what waits for editors, in order (articles/review/queue/queue_kinds.py).
PORTAL_QUEUE = [
    "articles.reports.queue_kind.Reports",
    "articles.review.queue.links.QueuedStaleLinks",
    "articles.review.queue.links.QueuedStaleReferences",
    "articles.review.queue.links.QueuedStaleRules",
    "guidance.review.queue.QueuedStaleMeasures",
    "articles.review.queue.links.SuggestedLinks",
    "articles.review.queue.links.SuggestedReferences",
    "articles.review.queue.links.ProposedRules",
    "guidance.review.queue.DraftMeasures",
]
# What other apps lose when articles are hidden: functions (articles) → sentences
# (articles/review/consequences.py).
PORTAL_CONSEQUENCES = ["guidance.review.consequences.of_hiding"]
# Kinds of rows that wait for an editor if a newer text removes their article (articles/review/waiting.py).
WAITING_KINDS = [
    "guidance.review.waiting.WaitingMeasures",
    "articles.review.waiting_kinds.EverydayQuestions",
    "articles.review.waiting_kinds.GoldenAnswers",
    "articles.review.waiting_kinds.Links",
    "articles.review.waiting_kinds.LaterRules",
]

# What the quality page asks of the content, in order (articles/quality/checks.py).
PORTAL_QUALITY = [
    "articles.quality.policies.DoubtfulValidity",
    "articles.quality.policies.NotYetIsPast",
    "articles.quality.policies.EndedByNobody",
    "articles.quality.policies.DatesOutOfOrder",
    "articles.quality.policies.NumberOfAnotherYear",
    "articles.quality.policies.WithoutDates",
    "articles.quality.policies.VersionsWithoutDates",
    "articles.quality.policies.ImportDoubts",
    "articles.quality.policies.PoliciesWithoutLinks",
    "articles.quality.articles.ArticlesWithoutLinks",
    "articles.quality.articles.UnresolvedReferences",
    "articles.quality.articles.StaleMentions",
    "articles.quality.articles.StaleReferences",
    "articles.quality.articles.StaleRules",
    "articles.quality.articles.Unindexed",
    "articles.quality.articles.DeadSites",
    "articles.quality.articles.DeadSources",
    "articles.quality.quotations.FaultyQuotations",
    "guidance.review.quality.StaleMeasures",
    "guidance.review.quality.WithoutAuthority",
    "guidance.review.quality.PassedDeadlines",
    "guidance.review.quality.OfEndedPolicies",
]
# What the desk (the admin's home) counts: functions () → entries (articles/review/desk.py).
PORTAL_DESK = ["articles.review.desk.content", "guidance.review.desk.measures"]
# What background tasks of the administration do: functions (task, report) → values of the task
# (articles/jobs.py).
PORTAL_TASKS = {
    "read": "articles.uploads.upload_reading.read_uploads",
    "import": "articles.uploads.storing.import_uploads",
    "link": "articles.review.background_tasks.link_policies",
    "links": "articles.review.background_tasks.check_links",
    "verify": "policy_portal.verification.background_tasks.verify",
    "export": "articles.exports.background_tasks.export",
    "table": "articles.tables.storing.store_table",
}

# Tables that are written and read as spreadsheets (articles/tables/table.py).
PORTAL_TABLES = [
    "articles.tables.policy_tables.PolicyTable",
    "articles.tables.policy_tables.EntityTable",
    "articles.tables.link_kind.LinkTable",
    "guidance.tables.measure_table.MeasureTable",
    "articles.tables.question_kinds.EverydayTable",
    "articles.tables.question_kinds.GoldenTable",
    "articles.tables.question_kinds.SynonymTable",
]

# What is offered while a reader types, in this order: functions (typed, limit) → suggestions.
# An app that has more to offer adds its own here (see articles/search/autocomplete.py).
SUGGESTION_SOURCES = [
    "articles.search.autocomplete.cited",
    "articles.search.autocomplete.rules_of_region",
    "articles.search.autocomplete.synonyms",
    "articles.search.autocomplete.terms",
    "articles.search.autocomplete.names",
    "articles.search.autocomplete.document_numbers",
    "articles.search.autocomplete.own_synonyms",
    "guidance.questions.autocomplete.measures",
    "articles.search.autocomplete.past_queries",
]

# What the finder adds to the knowledge base's index of endpoints (name → view) and to its dump of open data
# (articles.exports.open_data.DataFile): articles does not know of guidance.
PORTAL_API_ENDPOINTS = {"guidance": "guidance_api:root"}
PORTAL_OPEN_DATA = ["guidance.exports.open_data.files"]
# Sections that it adds to the sitemap (name → django.contrib.sitemaps.Sitemap).
PORTAL_SITEMAPS = {
    "measures": "guidance.measures.sitemaps.MeasureSitemap",
    "guidance": "guidance.measures.sitemaps.Pages",
}
