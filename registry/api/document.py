"""The API's document as it is served: in English, whatever language the visitor reads."""

from typing import Any

from django.utils import translation
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.request import Request
from rest_framework.response import Response


class Document(SpectacularJSONAPIView):
    """One document for everybody: labels of the desk are translated, those of the contract not."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The OpenAPI document."""
        with translation.override("en"):
            return super().get(request, *args, **kwargs)
