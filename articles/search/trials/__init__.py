"""Measuring search: golden questions asked under the settings in force and under a draft."""
