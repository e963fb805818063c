import stat
from ipaddress import ip_network
from pathlib import Path

import pytest

from models.settings import PROVIDER_SETTINGS, SETTINGS, SettingsError, help_text, read_settings

SECRET = "s" * 32
CSAM = {f"PARTICIPATION_OIDC_CSAM_{name}": value for name, value in {
    "ISSUER": "https://idp.example/fas/oauth2", "CLIENT_ID": "us", "CLIENT_SECRET": "hush", "USERINFO": "jwt",
    "SCOPES": "openid profile citizen", "ACR_VALUES": "urn:be:fedict:iam:fas:Level450",
    "CLAIMS": "subject=fedid name=givenName email=mail language=prefLanguage"}.items()}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(arguments=None, demo=False, **environment):
    environment = {name if name == "DATABASE_URL" else f"PARTICIPATION_{name}": value for name, value in environment.items()}
    return read_settings(environment, arguments, demo)


def test_without_any_setting_it_listens_at_home_on_a_file_in_this_folder():
    settings = read()
    assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", 8080, "sqlite:///participation.sqlite3")
    assert (settings.public_url, settings.origins, settings.https) == ("http://127.0.0.1:8080", (), False)
    assert (settings.files, settings.providers, settings.map_tiles, settings.demo) == (Path("files"), (), "", False)


def test_the_demo_has_its_own_file_and_secret(folder):
    settings = read(demo=True)
    assert settings.database_url == "sqlite:///demo.sqlite3" and len(settings.secret_key) == 64
    assert (folder / "demo.sqlite3.secret").exists()


def test_a_secret_is_made_once_and_only_its_owner_reads_it(folder):
    first = read(DATABASE_URL="sqlite:///here.db").secret_key
    path = folder / "here.db.secret"
    assert read(DATABASE_URL="sqlite:///here.db").secret_key == first == path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read(DATABASE_URL="sqlite:///there.db").secret_key != first
    assert read(DATABASE_URL="sqlite:///here.db", SECRET_KEY=SECRET).secret_key == SECRET.encode()


def test_the_command_line_wins_over_the_environment():
    settings = read({"PARTICIPATION_PORT": "9000", "DATABASE_URL": "other.sqlite3", "PARTICIPATION_HOST": None},
                    PORT="8000", HOST="::1")
    assert (settings.port, settings.database_url, settings.host) == (9000, "sqlite:///other.sqlite3", "::1")


def test_everything_set():
    settings = read(DATABASE_URL="postgresql://u:p@db/participation", SECRET_KEY=SECRET, PUBLIC_URL="https://jette.example/",
                    ORIGINS="https://www.jette.example https://jette.example", TRUSTED_PROXIES="10.0.0.0/8 ::1",
                    SMTP_URL="smtps://u:p@mail", MAIL_FROM="Jette <hello@jette.example>", FILES="/srv/files", LOG_LEVEL="debug",
                    MAP_TILES="https://tiles.example/{z}/{x}/{y}.png", MAP_ATTRIBUTION="© Somebody", PLATFORM_NAME="Jette")
    assert settings.https and settings.public_url == "https://jette.example"
    assert settings.origins == ("https://jette.example", "https://www.jette.example")
    assert settings.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("::1"))
    assert (settings.map_tiles, settings.log_level, settings.files) == ("https://tiles.example", "DEBUG", Path("/srv/files"))
    assert SECRET not in repr(settings) + str(settings) and "u:p" not in repr(settings) + str(settings)


def test_providers_are_read_by_name():
    [itsme, csam] = read_settings({**CSAM, "PARTICIPATION_OIDC_CITY_BADGE_ISSUER": "http://localhost:9999",
                                   "PARTICIPATION_OIDC_CITY_BADGE_CLIENT_ID": "x",
                                   "PARTICIPATION_OIDC_CITY_BADGE_CLIENT_AUTH": "none"}).providers
    assert (csam.name, csam.label, csam.userinfo, csam.claims["name"]) == ("csam", "Csam", "jwt", "givenName")
    assert (itsme.name, itsme.label, itsme.scopes, itsme.claims) == ("city_badge", "City Badge", "openid profile email", {})
    assert read_settings(CSAM).form_origins == ("https://idp.example",)
    assert "hush" not in repr(read_settings(CSAM))


@pytest.mark.parametrize("environment, sentence", [
    ({"PARTICIPATION_PROT": "80"}, "PARTICIPATION_PROT is not a setting. Did you mean PARTICIPATION_PORT?"),
    ({"PARTICIPATION_SMTP": "x"}, "Did you mean PARTICIPATION_SMTP_URL?"),
    ({"PARTICIPATION_ZZZZZZZZ": "x"}, "PARTICIPATION_ZZZZZZZZ is not a setting. README lists all settings."),
    ({"PARTICIPATION_OIDC_CSAM_COLOUR": "x"}, "PARTICIPATION_OIDC_CSAM_COLOUR is not a setting."),
    ({"PARTICIPATION_PORT": "http"}, "PARTICIPATION_PORT must be a number from 1 to 65535, not “http”."),
    ({"PARTICIPATION_PORT": "0"}, "PARTICIPATION_PORT must be"), ({"PARTICIPATION_PORT": "70000"}, "PARTICIPATION_PORT must be"),
    ({"DATABASE_URL": "mysql://u:p@h/d"}, "DATABASE_URL must be sqlite:///file or postgresql://user:password@host/name."),
    ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL must be"),
    ({"DATABASE_URL": "postgresql://h/d"}, "PARTICIPATION_SECRET_KEY is missing: PostgreSQL needs"),
    ({"PARTICIPATION_SECRET_KEY": "short"}, "PARTICIPATION_SECRET_KEY must be at least 32 characters"),
    ({"PARTICIPATION_PUBLIC_URL": "jette.be"}, "PARTICIPATION_PUBLIC_URL must be an address that starts with https://"),
    ({"PARTICIPATION_PUBLIC_URL": "http://jette.be", "PARTICIPATION_BEHIND_HTTPS": "yes"}, "PARTICIPATION_PUBLIC_URL must start"),
    ({"PARTICIPATION_ORIGINS": "https://jette.be/path"}, "PARTICIPATION_ORIGINS must be addresses without a path"),
    ({"PARTICIPATION_TRUSTED_PROXIES": "proxy"}, "PARTICIPATION_TRUSTED_PROXIES must be IP addresses"),
    ({"PARTICIPATION_BEHIND_HTTPS": "perhaps"}, "PARTICIPATION_BEHIND_HTTPS must be yes or no, not “perhaps”."),
    ({"PARTICIPATION_SMTP_URL": "http://mail"}, "PARTICIPATION_SMTP_URL must be smtp://"),
    ({"PARTICIPATION_SMTP_URL": "smtp://mail:x"}, "PARTICIPATION_SMTP_URL must be smtp://"),
    ({"PARTICIPATION_SMTP_URL": "smtp://mail"}, "PARTICIPATION_MAIL_FROM is missing"),
    ({"PARTICIPATION_MAIL_FROM": "Jette"}, "PARTICIPATION_MAIL_FROM must be an e-mail address"),
    ({"PARTICIPATION_MAP_TILES": "https://tiles.example/"}, "PARTICIPATION_MAP_TILES must be an address with {z}, {x} and {y}"),
    ({"PARTICIPATION_MAP_TILES": "https://t.example/{z}/{x}/{y}"}, "PARTICIPATION_MAP_ATTRIBUTION is missing"),
    ({"PARTICIPATION_SOURCE_URL": "git"}, "PARTICIPATION_SOURCE_URL must be"),
    ({"PARTICIPATION_LOG_LEVEL": "loud"}, "PARTICIPATION_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR, not “loud”."),
    ({**CSAM, "PARTICIPATION_OIDC_CSAM_ISSUER": ""}, "PARTICIPATION_OIDC_CSAM_ISSUER is missing"),
    ({**CSAM, "PARTICIPATION_OIDC_CSAM_ISSUER": "csam"}, "PARTICIPATION_OIDC_CSAM_ISSUER must be"),
    ({**CSAM, "PARTICIPATION_OIDC_CSAM_CLIENT_ID": ""}, "PARTICIPATION_OIDC_CSAM_CLIENT_ID is missing"),
    ({**CSAM, "PARTICIPATION_OIDC_CSAM_CLIENT_SECRET": ""}, "PARTICIPATION_OIDC_CSAM_CLIENT_SECRET is missing"),
    ({**CSAM, "PARTICIPATION_OIDC_CSAM_USERINFO": "xml"}, "PARTICIPATION_OIDC_CSAM_USERINFO must be json or jwt"),
    ({**CSAM, "PARTICIPATION_OIDC_CSAM_CLIENT_AUTH": "hope"}, "PARTICIPATION_OIDC_CSAM_CLIENT_AUTH must be"),
    ({**CSAM, "PARTICIPATION_OIDC_CSAM_SCOPES": "profile"}, "PARTICIPATION_OIDC_CSAM_SCOPES must have openid"),
    ({**CSAM, "PARTICIPATION_OIDC_CSAM_CLAIMS": "name"}, "PARTICIPATION_OIDC_CSAM_CLAIMS must be pairs"),
    ({**CSAM, "PARTICIPATION_OIDC_CSAM_CLAIMS": "shoe=size"}, "PARTICIPATION_OIDC_CSAM_CLAIMS must be pairs"),
])
def test_what_makes_no_sense_stops_the_start_with_one_sentence_that_names_it(environment, sentence):
    with pytest.raises(SettingsError) as stopped:
        read_settings(environment)
    assert sentence in str(stopped.value) and "\n" not in str(stopped.value)
    assert "u:p" not in str(stopped.value)


def test_other_programs_variables_are_none_of_our_business():
    read_settings({"PATH": "/bin", "HOME": "/root", "PORT": "x"})


def test_each_setting_is_told_by_help_with_its_option():
    told = help_text()
    for setting in SETTINGS:
        assert setting.variable in told and setting.option in told and setting.help in told and setting.help.endswith(".")
    assert all(name in told and help in told for name, _, help in PROVIDER_SETTINGS)
    assert len({setting.option for setting in SETTINGS}) == len(SETTINGS)
