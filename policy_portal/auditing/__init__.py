"""The audit log (审计日志): who did what to accounts, content and the portal; only ever added to."""
