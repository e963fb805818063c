"""What has an address. Each module here opens its own: importing it registers them, `open_pages(settings)` those that depend."""

from importlib import import_module
from pkgutil import walk_packages

from models.settings import Settings


def open_all(settings: Settings) -> None:
    """Give every page its address. A module that needs to know the settings has an `open_pages(settings)`."""
    for module in walk_packages(__path__, f"{__name__}."):
        page = import_module(module.name)
        if hasattr(page, "open_pages"):
            page.open_pages(settings)
