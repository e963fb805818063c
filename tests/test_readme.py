"""The README says what the program knows."""

from pathlib import Path

from models.settings import PREFIX, PROVIDER, PROVIDER_SETTINGS, SETTINGS

README = Path("README.md").read_text("utf-8")


def test_every_setting_is_in_the_readme():
    for setting in SETTINGS:
        assert f"| `{setting.variable}` | `{setting.option}` |" in README, f"add {setting.variable} to the table of settings"
        assert setting.help in README, f"the README explains {setting.variable} in other words than --help"
    for name, _default, _help in PROVIDER_SETTINGS:
        assert f"| `{PREFIX}{PROVIDER}<NAME>_{name}` |" in README, f"add {name} to the table of providers"


def test_the_readme_opens_with_the_two_commands():
    commands = [line for line in README.splitlines() if line.startswith("pip install uv")]
    assert commands == ["pip install uv && uv run main.py --demo", "pip install uv && uv run pytest"]


def test_every_picture_of_the_readme_exists():
    for part in README.split("](tests/pictures/")[1:]:
        assert Path("tests/pictures", part.split(")")[0]).exists(), "run: uv run python -m tests.pictures"
