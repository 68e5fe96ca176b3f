"""The settings of search: those in force, drafts of editors, their validation and publication."""
