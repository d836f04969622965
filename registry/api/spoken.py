"""Which language a response says it speaks."""

from typing import Any

from django.utils import translation
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from registry.api.parameters import DEFAULT_LANGUAGE
from registry.api.problems import ProblemResponse


class SpokenView(APIView):
    """Problems are in English; an answer or a record is in the language that was asked for.

    `Accept-Language` decides nothing here: a program's library sends one without being asked,
    and half of a problem's sentences would come out translated.
    """

    spoken = DEFAULT_LANGUAGE

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        translation.activate("en")
        super().initial(request, *args, **kwargs)
        name = str(request.method).lower()
        if name not in self.http_method_names or not hasattr(self, name):
            # Before the parameters are read: they are not what is wrong.
            raise MethodNotAllowed(str(request.method))

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        problem = isinstance(response, ProblemResponse)
        response.headers["Content-Language"] = "en" if problem else self.spoken
        return super().finalize_response(request, response, *args, **kwargs)
