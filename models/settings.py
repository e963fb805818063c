"""What whoever hosts the platform can set: from the environment, or from the command line, which wins. Checked at start."""

import difflib
import os
import re
import secrets
from collections.abc import Callable, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "PARTICIPATION_"
PROVIDER = "OIDC_"


class SettingsError(Exception):
    """One sentence for whoever starts the platform: which setting is wrong, and what it should be."""


class Provider(BaseModel):
    """An OpenID Connect provider, set by `PARTICIPATION_OIDC_<NAME>_<SETTING>`."""

    model_config = ConfigDict(frozen=True)
    name: str
    issuer: str
    client_id: str
    client_secret: str = ""
    scopes: str = "openid profile email"
    acr_values: str = ""
    claims: dict[str, str] = {}   # our word → the provider's: subject, name, email, language
    label: str = ""
    userinfo: Literal["json", "jwt"] = "json"
    client_auth: Literal["client_secret_basic", "client_secret_post", "none"] = "client_secret_basic"


class Settings(BaseModel):
    """Everything that differs from one installation to the next. Never changes while the platform runs."""

    model_config = ConfigDict(frozen=True)
    host: str
    port: int
    database_url: str
    secret_key: bytes
    public_url: str
    origins: tuple[str, ...]
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]
    https: bool
    smtp_url: str
    mail_from: str
    map_address: str
    map_attribution: str
    files: Path
    source_url: str
    platform_name: str
    log_level: str
    providers: tuple[Provider, ...]
    demo: bool

    @property
    def map_tiles(self) -> str:
        """The origin of the map's tiles, which the content policy must let in; '' without a map."""
        parts = urlsplit(self.map_address.replace("{s}", "*"))
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    @property
    def form_origins(self) -> tuple[str, ...]:
        """Where a form may lead besides here: the identity providers."""
        return tuple(dict.fromkeys(_origin(provider.issuer) for provider in self.providers))

    def __repr_args__(self) -> Any:
        """Secrets stay out of logs and tracebacks."""
        hidden = {"secret_key", "smtp_url", "database_url", "providers"}
        return [(name, value) for name, value in super().__repr_args__() if name not in hidden]

    __str__ = BaseModel.__repr__


class Setting(BaseModel):
    """One setting as it is documented: its variable, what it is without one, what it does, and how it is read."""

    model_config = ConfigDict(frozen=True)
    variable: str
    default: str
    help: str
    read: Callable[[str], Any]

    @property
    def option(self) -> str:
        """Its name on the command line."""
        return "--database" if self.variable == "DATABASE_URL" else \
            "--" + self.variable.removeprefix(PREFIX).lower().replace("_", "-")


# ── Reading values: each reader raises ValueError with the end of a sentence "It must be …" ─────────


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _text(value: str) -> str:
    return value.strip()


def _port(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise ValueError("a number from 1 to 65535")
    return int(value)


def _yes(value: str) -> bool:
    try:
        return {"yes": True, "true": True, "1": True, "on": True, "no": False, "false": False, "0": False, "off": False,
                "": False}[value.strip().lower()]
    except KeyError:
        raise ValueError("yes or no") from None


def _database(value: str) -> str:
    if "://" not in value:   # a path, as one types it
        return f"sqlite:///{value}"
    try:
        url = make_url(value)
    except ArgumentError:
        raise ValueError("sqlite:///file or postgresql://user:password@host/name") from None
    if url.get_backend_name() not in {"sqlite", "postgresql"} or not url.database or url.database == ":memory:":
        raise ValueError("sqlite:///file or postgresql://user:password@host/name")
    return value


def _secret(value: str) -> bytes:
    if value and len(value) < 32:
        raise ValueError("at least 32 characters that nobody can guess, such as `openssl rand -hex 32` prints")
    return value.encode()


def _web(value: str) -> str:
    parts = urlsplit(value.strip())
    if value.strip() and (parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", value.strip())):
        raise ValueError("an address that starts with https:// or http://")
    return value.strip().rstrip("/")


def _origins(value: str) -> tuple[str, ...]:
    found = tuple(_web(part) for part in value.replace(",", " ").split())
    for origin in found:
        if origin != _origin(origin):
            raise ValueError("addresses without a path, such as https://participation.example, separated by spaces")
    return found


def _networks(value: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(part, strict=False) for part in value.replace(",", " ").split())
    except ValueError:
        raise ValueError("IP addresses or networks such as 10.0.0.0/8, separated by spaces") from None


def _smtp(value: str) -> str:
    try:
        parts = urlsplit(value.strip())
        good = not value.strip() or (parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and parts.port != 0)
    except ValueError:
        good = False
    if not good:
        raise ValueError("smtp://user:password@host:587 or smtps://user:password@host:465")
    return value.strip()


def _sender(value: str) -> str:
    if value.strip() and not re.fullmatch(r"([^<>\r\n]+ )?<?[^@<>\s]+@[^@<>\s]+>?", value.strip()):
        raise ValueError("an e-mail address, or a name with one: Participation <participation@commune.example>")
    return value.strip()


def _tiles(value: str) -> str:
    if value.strip() and not all(hole in value for hole in ("{z}", "{x}", "{y}")):
        raise ValueError("an address with {z}, {x} and {y} in it")
    return _web(value)


def _level(value: str) -> str:
    if value.strip().upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("DEBUG, INFO, WARNING or ERROR")
    return value.strip().upper()


SETTINGS: tuple[Setting, ...] = tuple(
    Setting(variable=variable, default=default, help=help, read=read) for variable, default, help, read in (
        ("PARTICIPATION_HOST", "127.0.0.1", "Network address to listen on; 0.0.0.0 for all.", _text),
        ("PARTICIPATION_PORT", "8080", "Port to listen on.", _port),
        ("DATABASE_URL", "sqlite:///participation.sqlite3",
         "Where everything is kept: sqlite:///file, or postgresql://user:password@host/name.", _database),
        ("PARTICIPATION_SECRET_KEY", "",
         "At least 32 secret characters that sign cookies. With SQLite one is made and kept beside the file; "
         "with PostgreSQL it must be set.", _secret),
        ("PARTICIPATION_PUBLIC_URL", "", "Address people type, such as https://participation.example; "
         "used in letters and feeds. Without it: http://, the host and the port.", _web),
        ("PARTICIPATION_ORIGINS", "", "Further addresses this platform answers under, separated by spaces.", _origins),
        ("PARTICIPATION_TRUSTED_PROXIES", "", "Addresses or networks of the proxies whose X-Forwarded-For is believed.",
         _networks),
        ("PARTICIPATION_BEHIND_HTTPS", "", "yes when people reach the platform by https; without it, what the public URL says.",
         _text),
        ("PARTICIPATION_SMTP_URL", "", "Mail server: smtp://user:password@host:587 or smtps://…:465. "
         "Without one letters wait.", _smtp),
        ("PARTICIPATION_MAIL_FROM", "", "Sender of letters: Participation <participation@commune.example>. "
         "Needed with a mail server.", _sender),
        ("PARTICIPATION_MAP_TILES", "", "Address of map tiles with {z}, {x} and {y}; without it maps show points only.", _tiles),
        ("PARTICIPATION_MAP_ATTRIBUTION", "", "What the provider of the map asks to be named as. Needed with map tiles.", _text),
        ("PARTICIPATION_FILES", "", "Folder of the pictures people send; without it `files` beside the SQLite database, "
         "or in the current folder.", _text),
        ("PARTICIPATION_SOURCE_URL", "", "Where the source of this installation can be had, as the licence asks.", _web),
        ("PARTICIPATION_PLATFORM_NAME", "Brussels Smart City & Participation", "Name of the platform in titles and letters.",
         _text),
        ("PARTICIPATION_LOG_LEVEL", "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR.", _level),
    ))

PROVIDER_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("ISSUER", "", "Address of the provider, where /.well-known/openid-configuration is found."),
    ("CLIENT_ID", "", "Our name at the provider."),
    ("CLIENT_SECRET", "", "Our password there; not needed when CLIENT_AUTH is none."),
    ("SCOPES", "openid profile email", "What we ask for, separated by spaces."),
    ("ACR_VALUES", "", "How strongly people must prove who they are, in the provider's words."),
    ("CLAIMS", "", "What the provider calls things, such as: subject=sub name=givenName email=mail language=prefLanguage."),
    ("LABEL", "", "Name on the button; without it <NAME>."),
    ("USERINFO", "json", "How the provider describes people: json, or jwt when signed."),
    ("CLIENT_AUTH", "client_secret_basic", "How we identify ourselves: client_secret_basic, client_secret_post or none."),
)
HIDDEN = {"PARTICIPATION_SECRET_KEY", "PARTICIPATION_SMTP_URL", "DATABASE_URL"}   # not even shown when they are wrong
CLAIMS = ("subject", "name", "email", "language")


def read_settings(environment: Mapping[str, str] | None = None, arguments: Mapping[str, str | None] | None = None,
                  demo: bool = False) -> Settings:
    """The settings, from the environment and from the command line (keys as in `Setting.variable`), which wins.

    Raises `SettingsError` for the first variable that is unknown or makes no sense. Without a secret one is made and kept
    beside the SQLite file; PostgreSQL serves several processes, perhaps on several machines, so there it must be given.
    """
    environment = os.environ if environment is None else environment
    given = {name: value for name, value in environment.items() if name.startswith(PREFIX) or name == "DATABASE_URL"}
    given |= {name: value for name, value in (arguments or {}).items() if value is not None}
    _refuse_unknown(given)
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        default = "sqlite:///demo.sqlite3" if demo and setting.variable == "DATABASE_URL" else setting.default
        text = given.get(setting.variable, "") or default
        try:
            values[setting.variable.removeprefix(PREFIX).lower()] = setting.read(text)
        except ValueError as error:
            shown = "" if setting.variable in HIDDEN else f", not “{text}”"
            raise SettingsError(f"{setting.variable} must be {error}{shown}.") from None
    return _join(values, _providers(given), demo)


def _refuse_unknown(given: Mapping[str, str]) -> None:
    known = [setting.variable for setting in SETTINGS]
    short = [variable.removeprefix(PREFIX) for variable in known if variable.startswith(PREFIX)]
    for name in sorted(given):
        if name not in known and not _provider_part(name):
            likely = difflib.get_close_matches(name.removeprefix(PREFIX), short, 1)   # the prefix makes all look alike
            advice = f" Did you mean {PREFIX}{likely[0]}?" if likely else " README lists all settings."
            raise SettingsError(f"{name} is not a setting.{advice}")


def _provider_part(name: str) -> tuple[str, str] | None:
    """`PARTICIPATION_OIDC_CSAM_CLIENT_ID` → (`CSAM`, `CLIENT_ID`)."""
    parts = "|".join(part for part, _, _ in PROVIDER_SETTINGS)
    found = re.fullmatch(rf"{PREFIX}{PROVIDER}([A-Z0-9]+(?:_[A-Z0-9]+)*?)_({parts})", name)
    return (found[1], found[2]) if found else None


def _providers(given: Mapping[str, str]) -> tuple[Provider, ...]:
    by_name: dict[str, dict[str, str]] = {}
    for variable, value in given.items():
        if part := _provider_part(variable):
            by_name.setdefault(part[0], {})[part[1]] = value.strip()
    return tuple(_provider(name, by_name[name]) for name in sorted(by_name))


def _provider(name: str, given: dict[str, str]) -> Provider:
    variable = f"{PREFIX}{PROVIDER}{name}_"
    for needed in ("ISSUER", "CLIENT_ID"):
        if not given.get(needed):
            raise SettingsError(f"{variable}{needed} is missing: the provider {name} needs it.")
    try:
        _web(given["ISSUER"])
    except ValueError as error:
        raise SettingsError(f"{variable}ISSUER must be {error}, not “{given['ISSUER']}”.") from None
    values = {part.lower(): given.get(part) or default for part, default, _ in PROVIDER_SETTINGS}
    for part, choices in (("USERINFO", ("json", "jwt")), ("CLIENT_AUTH", ("client_secret_basic", "client_secret_post", "none"))):
        if values[part.lower()] not in choices:
            raise SettingsError(f"{variable}{part} must be {' or '.join(choices)}, not “{values[part.lower()]}”.")
    if values["client_auth"] != "none" and not values["client_secret"]:
        raise SettingsError(f"{variable}CLIENT_SECRET is missing: without one, set {variable}CLIENT_AUTH to none.")
    if "openid" not in values["scopes"].split():
        raise SettingsError(f"{variable}SCOPES must have openid among them, not “{values['scopes']}”.")
    claims = dict(pair.split("=", 1) for pair in values["claims"].split() if "=" in pair)
    if len(claims) != len(values["claims"].split()) or not set(claims) <= set(CLAIMS) or not all(claims.values()):
        raise SettingsError(f"{variable}CLAIMS must be pairs such as name=givenName, for {', '.join(CLAIMS)}, "
                            f"not “{values['claims']}”.")
    return Provider(name=name.lower(), **{**values, "claims": claims, "label": values["label"] or name.replace("_", " ").title()})


def _join(values: dict[str, Any], providers: tuple[Provider, ...], demo: bool) -> Settings:
    """What depends on more than one setting."""
    sqlite_file = _sqlite_file(values["database_url"])
    host = f"[{values['host']}]" if ":" in values["host"] else values["host"]
    reachable = "127.0.0.1" if host in {"0.0.0.0", "[::]"} else host
    public_url = values["public_url"] or f"http://{reachable}:{values['port']}"
    try:
        https = _yes(values["behind_https"]) if values["behind_https"] else public_url.startswith("https://")
    except ValueError as error:
        raise SettingsError(f"PARTICIPATION_BEHIND_HTTPS must be {error}, not “{values['behind_https']}”.") from None
    if https and values["public_url"] and public_url.startswith("http://"):
        raise SettingsError("PARTICIPATION_PUBLIC_URL must start with https:// when PARTICIPATION_BEHIND_HTTPS is yes.")
    if values["smtp_url"] and not values["mail_from"]:
        raise SettingsError("PARTICIPATION_MAIL_FROM is missing: a mail server needs a sender.")
    if values["map_tiles"] and not values["map_attribution"]:
        raise SettingsError("PARTICIPATION_MAP_ATTRIBUTION is missing: whoever draws the map asks to be named.")
    origins = (_origin(public_url), *values["origins"]) if values["public_url"] or values["origins"] else ()
    files = Path(values["files"]) if values["files"] else (sqlite_file.parent if sqlite_file else Path()) / "files"
    return Settings(
        host=values["host"], port=values["port"], database_url=values["database_url"],
        secret_key=values["secret_key"] or _own_secret(sqlite_file), public_url=public_url,
        origins=tuple(dict.fromkeys(origins)), trusted_proxies=values["trusted_proxies"], https=https,
        smtp_url=values["smtp_url"], mail_from=values["mail_from"], map_address=values["map_tiles"],
        map_attribution=values["map_attribution"], files=files, source_url=values["source_url"],
        platform_name=values["platform_name"], log_level=values["log_level"], providers=providers, demo=demo)


def _sqlite_file(url: str) -> Path | None:
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def _own_secret(sqlite_file: Path | None) -> bytes:
    """A secret made at the first start and read at the next ones, which only the owner of the file can read."""
    if sqlite_file is None:
        raise SettingsError("PARTICIPATION_SECRET_KEY is missing: PostgreSQL needs at least 32 secret characters, "
                            "such as `openssl rand -hex 32` prints.")
    path = Path(f"{sqlite_file}.secret")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = path.read_bytes().strip()
        if len(kept) < 32:
            raise SettingsError(f"PARTICIPATION_SECRET_KEY is missing and {path} holds no key: delete that file or set one.") \
                from None
        return kept
    except OSError as error:
        raise SettingsError(f"PARTICIPATION_SECRET_KEY is missing and none can be kept in {path}: {error.strerror}.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(secret := secrets.token_hex(32).encode())
    return secret


def help_text() -> str:
    """Every setting, its default and what it does, as `main.py --help` prints it."""
    lines = []
    for setting in SETTINGS:
        lines += [f"{setting.variable}  ({setting.option}){f'  [{setting.default}]' if setting.default else ''}",
                  f"    {setting.help}"]
    lines += ["", "For each OpenID Connect provider, with a <NAME> of your choice:"]
    for part, default, help in PROVIDER_SETTINGS:
        lines += [f"{PREFIX}{PROVIDER}<NAME>_{part}{f'  [{default}]' if default else ''}", f"    {help}"]
    return "\n".join(lines)
