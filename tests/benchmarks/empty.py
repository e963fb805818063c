"""The page to compare with: an empty one, served by the toolkit as ours are and with nothing of ours."""

import sys
from functools import partial

from nicegui import Client, app, ui


@ui.page("/")
def empty() -> None:
    """Nothing."""


app.on_startup(lambda: app.timer(5, partial(Client.prune_instances, client_age_threshold=20)))   # as ours are let go
ui.run(host="127.0.0.1", port=int(sys.argv[sys.argv.index("--port") + 1]), dark=None, tailwind=False, reload=False, show=False,
       show_welcome_message=False, reconnect_timeout=60, binding_refresh_interval=None,
       server_header=False)
