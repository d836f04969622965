"""The bundled registry: data files → services. `load(directory)` is the whole of it."""

from registry.honours.loading.load import load
from registry.honours.loading.run import Report

__all__ = ["Report", "load"]
