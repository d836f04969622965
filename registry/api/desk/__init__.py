"""Clerks' work over HTTP: drafts, publishing, revoking, articles and their proposals.

Nothing is decided here: bodies become calls of the services, which know roles and scopes.
"""
