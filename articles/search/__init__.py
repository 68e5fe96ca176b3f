"""Search over published articles: the face of its rooms. Nothing outside imports more than stands here."""

from articles.search.answers import (
    Answer,
    AnswerDocument,
    AnswerKind,
    AnswerLine,
    AnswerLink,
    AskedQuestion,
    QuotedPassage,
)
from articles.search.autocomplete import Suggestion, Typed, suggest
from articles.search.engine import search
from articles.search.forms import (
    MOST_VALUES,
    ClickForm,
    GotoForm,
    PolicyChoice,
    SearchForm,
    TypedText,
    WhyForm,
)
from articles.search.front_matter_answers import (
    QUESTION_KINDS,
    answer_fact,
    facts_of,
    sentences_of,
)
from articles.search.index.consistency import index_problems, index_size
from articles.search.index.maintenance import (
    CutText,
    compact_index,
    cut_text,
    ensure_index,
    forget_article,
    index_article,
    index_articles,
    index_entity,
    index_names,
    index_new_articles,
    index_shown_entities,
    learning_later,
    unindexed,
    unindexed_count,
)
from articles.search.index.rebuilding import (
    heal_index,
    rebuild_index,
    rebuild_state,
    run_rebuild,
    start_rebuild,
)
from articles.search.index.segments import merge_when_many
from articles.search.named_policies import policy_named
from articles.search.queries.analysis import LONGEST_QUERY, Query, analyse_query
from articles.search.queries.configured_tokenizer import tokenizer, tokenizer_fingerprint, warm_up_tokenizer
from articles.search.queries.everyday_questions import (
    SimilarQuestion,
    add_everyday_questions,
    question_features,
)
from articles.search.queries.question_words import function_words, question_words, subjects_in
from articles.search.query_log.counting import (
    CountedSearch,
    SearchRequest,
    count_click,
    count_search,
    counted_search,
)
from articles.search.query_log.past_queries import (
    SUGGESTED_FROM_DAYS,
    SUGGESTED_FROM_SEARCHES,
    decide_on_queries,
    suggestion_standings,
    withdraw_decisions,
)
from articles.search.query_log.visits import is_by_person, is_first_look
from articles.search.results.document_groups import DocumentHits
from articles.search.results.filters.choices import (
    Choices,
    Grouping,
    MatchMode,
    Sort,
    WordScope,
    chapter_value,
    in_policy,
)
from articles.search.results.filters.result_addresses import results_links
from articles.search.results.hits import Hit
from articles.search.results.matches.name_matches import NamedEntity, entities_like, entities_named
from articles.search.results.matches.near_documents import with_near_documents
from articles.search.results.result_sources import OtherHit, ResultType, values_of_policy
from articles.search.results.search_results import SearchResults
from articles.search.scoring.embedding import EmbeddingError, embedder
from articles.search.scoring.explanation import Explanation, explain
from articles.search.scoring.literal_matches import articles_that_may_hold, word_occurrences
from articles.search.scoring.query_coverage import words_not_in
from articles.search.scoring.relevance import telling_words
from articles.search.scoring.semantic import embed_articles
from articles.search.settings.configuration import (
    SETTING_NAMES,
    Configuration,
    configuration,
    configuration_of,
    shipped_configuration,
    texts_in_force,
    using_configuration,
)
from articles.search.settings.synonym_table import (
    draft_of_table,
    load_shipped_synonyms,
    switch_synonym,
    synonyms_for_draft,
    table_as_text,
    table_differs,
    take_table_from,
)
from articles.search.settings.validation import settings_problems
from articles.search.settings.weights import WeightsError, parse_weights, stored_weights
from articles.search.spelling.correction import Correction
from articles.search.trials.evaluation import (
    MeanScores,
    QuestionOutcome,
    evaluate_search,
    mean_scores,
    paired_bootstrap,
    read_questions,
)
from articles.search.trials.golden_files import (
    GoldenFileError,
    GoldenLine,
    golden_as_lines,
    load_shipped_golden_questions,
    parse_golden,
    store_golden_questions,
)
from articles.search.trials.publishing import (
    PublicationError,
    current_trial,
    drop_draft,
    publish_settings,
    restore_as_draft,
    settings_difference,
    trial_loss,
)
from articles.search.trials.trial_runs import run_trial, start_trial

__all__ = [
    "LONGEST_QUERY",
    "MOST_VALUES",
    "QUESTION_KINDS",
    "SETTING_NAMES",
    "SUGGESTED_FROM_DAYS",
    "SUGGESTED_FROM_SEARCHES",
    "Answer",
    "AnswerDocument",
    "AnswerKind",
    "AnswerLine",
    "AnswerLink",
    "AskedQuestion",
    "Choices",
    "ClickForm",
    "Configuration",
    "Correction",
    "CountedSearch",
    "CutText",
    "DocumentHits",
    "EmbeddingError",
    "Explanation",
    "GoldenFileError",
    "GoldenLine",
    "GotoForm",
    "Grouping",
    "Hit",
    "MatchMode",
    "MeanScores",
    "NamedEntity",
    "OtherHit",
    "PolicyChoice",
    "PublicationError",
    "Query",
    "QuestionOutcome",
    "QuotedPassage",
    "ResultType",
    "SearchForm",
    "SearchRequest",
    "SearchResults",
    "SimilarQuestion",
    "Sort",
    "Suggestion",
    "Typed",
    "TypedText",
    "WeightsError",
    "WhyForm",
    "WordScope",
    "add_everyday_questions",
    "analyse_query",
    "answer_fact",
    "articles_that_may_hold",
    "chapter_value",
    "compact_index",
    "configuration",
    "configuration_of",
    "count_click",
    "count_search",
    "counted_search",
    "current_trial",
    "cut_text",
    "decide_on_queries",
    "draft_of_table",
    "drop_draft",
    "embed_articles",
    "embedder",
    "ensure_index",
    "entities_like",
    "entities_named",
    "evaluate_search",
    "explain",
    "facts_of",
    "forget_article",
    "function_words",
    "golden_as_lines",
    "heal_index",
    "in_policy",
    "index_article",
    "index_articles",
    "index_entity",
    "index_names",
    "index_new_articles",
    "index_problems",
    "index_shown_entities",
    "index_size",
    "is_by_person",
    "is_first_look",
    "learning_later",
    "load_shipped_golden_questions",
    "load_shipped_synonyms",
    "mean_scores",
    "merge_when_many",
    "paired_bootstrap",
    "parse_golden",
    "parse_weights",
    "policy_named",
    "publish_settings",
    "question_features",
    "question_words",
    "read_questions",
    "rebuild_index",
    "rebuild_state",
    "restore_as_draft",
    "results_links",
    "run_rebuild",
    "run_trial",
    "search",
    "sentences_of",
    "settings_difference",
    "settings_problems",
    "shipped_configuration",
    "start_rebuild",
    "start_trial",
    "store_golden_questions",
    "stored_weights",
    "subjects_in",
    "suggest",
    "suggestion_standings",
    "switch_synonym",
    "synonyms_for_draft",
    "table_as_text",
    "table_differs",
    "take_table_from",
    "telling_words",
    "texts_in_force",
    "tokenizer",
    "tokenizer_fingerprint",
    "trial_loss",
    "unindexed",
    "unindexed_count",
    "using_configuration",
    "values_of_policy",
    "warm_up_tokenizer",
    "with_near_documents",
    "withdraw_decisions",
    "word_occurrences",
    "words_not_in",
]
