"""The bundled registry: data files → services. `load(directory)` is the whole of it."""

from registry.honours.loading.load import Report, load

__all__ = ["Report", "load"]
