"""How the pieces are joined: settings → database → routes → clock → serve. A table of contents: no rule, no pixel."""

import asyncio
import logging
import sys
from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from datetime import timedelta

from nicegui import app, background_tasks, helpers, ui

from components import document
from components import letters as letter_words
from models import clock, database, drafts, files, ideas, imports, language, letters, limits, organisations, people, tables
from models.settings import SETTINGS, Settings, SettingsError, help_text, read_settings

JOBS = [
    clock.Job("forget expired sign-ins", timedelta(hours=1), people.forget_expired),
    clock.Job("forget old hits", timedelta(hours=1), limits.forget_old_hits),
    clock.Job("forget old drafts", timedelta(days=1), drafts.forget_old_drafts),
    clock.Job("forget old letters", timedelta(days=1), letters.forget_old_letters),
    clock.Job("prove the counters", timedelta(days=1), ideas.prove_counters),
    clock.Job("draw the order of the day", timedelta(minutes=10), ideas.draw_lots_of_the_day),
]


def main(arguments: list[str]) -> int:
    """Do what the command line asks: serve, or import a file. Returns the exit code."""
    wish = command_line().parse_args(arguments)
    try:
        settings = read_settings(arguments={setting.variable: getattr(wish, setting.variable) for setting in SETTINGS},
                                 demo=wish.demo)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    database.connect(settings.database_url)
    database.migrate()
    files.keep_in(settings.files)
    limits.use_key(settings.secret_key)
    if settings.demo:
        fill_demo()
    if wish.command == "import":
        return imports.run_import(wish)
    if not settings.demo:
        offer_first_run(settings)
    serve(settings)
    return 0


def command_line() -> ArgumentParser:
    """The words of the command line. Every setting may stand there; without one, the environment is read."""
    parser = ArgumentParser(prog="main.py", description="A platform for participation. Without a command it serves.",
                            epilog=help_text(), formatter_class=RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", title="commands", metavar="")
    importing = commands.add_parser("import", help="bring in ideas from a CSV, XLSX or Pabulib file")
    imports.add_arguments(importing)
    for words, default in ((parser, None), (importing, SUPPRESS)):   # settings may stand before or after the command
        words.add_argument("--demo", action="store_true", default=default if default else False,
                           help="use a demo region, in a database of its own")
        for setting in SETTINGS:
            words.add_argument(setting.option, dest=setting.variable, metavar="VALUE", default=default,
                               help=f"see {setting.variable} below" if words is parser else SUPPRESS)
    return parser


def fill_demo() -> None:
    """Put the demo region into a database that is empty."""
    from tests.demo.seed import seed

    with database.transaction() as session:
        seed(session, clock.now())


def offer_first_run(settings: Settings) -> None:
    """While the platform is empty, print the link by which it is set up."""
    with database.transaction() as session:
        if token := organisations.offer_first_run(session, clock.now()):
            print(f"This platform is empty. Set it up here, once: {settings.public_url}/fr/set-up/{token}", flush=True)


def serve(settings: Settings) -> None:
    """Open the doors and stay until told to stop."""
    import pages

    pages.open_all(settings)
    document.install(settings, source=settings.source_url, name=settings.platform_name)
    if settings.smtp_url or settings.demo:   # in the demo letters are read on a page; elsewhere they wait for a mail server
        post = letters.Post(settings.smtp_url, settings.mail_from, settings.public_url) if settings.smtp_url else None
        while_open(lambda: letters.deliver_always(post, letter_words.writer(settings)))
    else:
        print("No mail server is set (PARTICIPATION_SMTP_URL): letters wait, so nobody can receive a code to sign in.",
              flush=True)
    while_open(lambda: database.in_pool(language.guess, "De eerste vraag laadt het woordenboek; le premier lecteur attend."))
    while_open(lambda: clock.run(JOBS))
    app.on_shutdown(database.disconnect)
    print(f"{settings.platform_name} is at {settings.public_url}", flush=True)
    ui.run(host=settings.host, port=settings.port, title=settings.platform_name, dark=None, tailwind=False, reload=False,
           show=False, show_welcome_message=False, reconnect_timeout=60, binding_refresh_interval=None,
           server_header=False, proxy_headers=bool(settings.trusted_proxies),
           forwarded_allow_ips=",".join(map(str, settings.trusted_proxies)))


def while_open(work: Callable[[], asyncio.Future]) -> None:
    """Have this done beside the serving, from its start to its end."""
    app.on_startup(lambda: background_tasks.create(work(), name="beside the serving"))


if __name__ in {"__main__", "__mp_main__"}:
    assert tables
    code = main([] if helpers.is_user_simulation() else sys.argv[1:])
    if code:
        sys.exit(code)
