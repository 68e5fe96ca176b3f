"""The finder: support measures of policies, an applicant's profile, which measures apply to it and why."""
