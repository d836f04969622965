"""What of the API's packages no environment changes; the settings read this."""

from typing import Any

DOCUMENT: dict[str, Any] = {
    "TITLE": "Marapat",
    "DESCRIPTION": "State honours: who received which, when, on which authority, with the source.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "LanguageEnum": ["kk", "ru", "en"],
        "RecipientKindEnum": "registry.honours.models.Recipient.Kind",
        "NameKindEnum": "registry.honours.models.RecipientName.Kind",
        "DecreeKindEnum": "registry.honours.models.Decree.Kind",
        "SourceKindEnum": "registry.honours.models.Source.Kind",
        "ConferralStateEnum": "registry.honours.models.Conferral.State",
        "ProposalStateEnum": "registry.intake.models.Draft.State",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "registry.api.schema.drop_labels",
        "registry.api.schema.loosen_fields",
        "registry.api.schema.close_bodies",
        "registry.api.schema.add_problems",
        "registry.api.schema_manners.add_manners",
        "registry.api.webhooks.add_webhooks",
        "registry.api.deprecation.show_deprecated",
    ],
}

FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["registry.api.renderers.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    # Keys alone: a session's cookie would let any page that a clerk visits write in her name.
    "DEFAULT_AUTHENTICATION_CLASSES": ["registry.api.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    # `?format=` is a parameter like any other that we do not have: refused by name, not a 404.
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "registry.api.problems.problem_handler",
}

# Pages of any site may ask the API. They send no cookies of ours, and none would count.
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
CORS_ALLOW_HEADERS = [
    "accept", "authorization", "content-type", "idempotency-key", "if-modified-since",
    "if-none-match", "x-request-id",
]  # fmt: skip
CORS_EXPOSE_HEADERS = [
    "Deprecation", "ETag", "Idempotency-Replayed", "Link", "Location", "RateLimit",
    "RateLimit-Policy", "Registry-Head", "Registry-Version", "Retry-After", "Sunset",
    "X-Request-Id",
]  # fmt: skip
