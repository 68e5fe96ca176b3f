"""The application for uvicorn."""

from a2wsgi import WSGIMiddleware

from policy_portal.wsgi import application as wsgi

application = WSGIMiddleware(wsgi, workers=4)
