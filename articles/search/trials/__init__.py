"""Measuring search: golden questions asked under the settings in force and under a draft,
and the draft that proves good put into force."""
