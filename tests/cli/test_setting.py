"""Every setting has an option, a variable, a default and a row in the operators' document, and all agree."""

from dataclasses import fields
from pathlib import Path

import click
import pytest

from keikaku.cli.serve import serve
from keikaku.cli.setting import ADMIN_TOKEN, LIMITS, SERVICE, settings_of
from keikaku.engine.limits import Limits
from keikaku.web import Settings

OPERATIONS = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
ALL = (*SERVICE, *LIMITS)
WORDS = {
    "concurrent_per_client": "half of --workers",
    "log_format": "text on a terminal, else json",
    "log_file": "standard error",
    "log_queries": "false",
    "admin": "none",
    "trusted_proxies": "none",
    "engines": "the release's own store",
    "engine_product": "as it says of itself",
    "cache": ".cache among the releases",
}
"""Defaults that are said in words."""
RELEASES = Path("releases")


def given(*arguments: str) -> Settings:
    """The settings that a command line gives."""
    context = serve.make_context("serve", list(arguments))
    parameters = {**context.params}
    return settings_of(parameters.pop("releases"), parameters.pop("base"), None, parameters)


def rows() -> dict[str, tuple[str, str]]:
    """The table of settings: variable and default by option."""
    table = OPERATIONS.partition("## Settings")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| `--")]
    cells = [[cell.strip(" `") for cell in line.split("|")[1:4]] for line in lines]
    return {option: (variable, default) for option, variable, default in cells}


def test_every_field_has_a_setting():
    assert {setting.field for setting in LIMITS} == {field.name for field in fields(Limits)}
    elsewhere = {"releases", "base", "limits", "admin_token"}
    assert {setting.field for setting in SERVICE} == {field.name for field in fields(Settings)} - elsewhere


def test_the_document_has_a_row_for_every_option_and_no_other():
    found = rows()
    assert set(found) == {option for parameter in serve.params for option in parameter.opts}
    for setting in ALL:
        assert found[setting.option] == (setting.variable, setting.default)


def test_the_document_names_the_variables_that_the_program_reads():
    read = {
        parameter.opts[0]: [parameter.envvar] if isinstance(parameter.envvar, str) else parameter.envvar
        for parameter in serve.params
    }
    for option, (variable, _) in rows().items():
        assert variable in (read[option] or []), option
    assert ADMIN_TOKEN in OPERATIONS


def test_nothing_given_is_the_default_of_the_program(monkeypatch):
    for parameter in serve.params:
        for name in [parameter.envvar] if isinstance(parameter.envvar, str) else parameter.envvar or []:
            monkeypatch.delenv(name, raising=False)
    assert given() == Settings(RELEASES)


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.option)
def test_the_default_that_is_said_is_the_default(setting):
    if setting.field in WORDS:
        assert setting.default == WORDS[setting.field]
        return
    owner = Limits() if setting in LIMITS else Settings(RELEASES)
    value = setting.type.convert(setting.default, None, None)
    typed = value * setting.unit if setting.unit != 1 else value
    assert typed == getattr(owner, setting.field)


def test_workers_share_their_places_between_clients():
    assert given("--workers", "6").limits.concurrent_per_client == 3
    assert given("--workers", "1").limits.concurrent_per_client == 1
    assert given("--workers", "6", "--per-client", "6").limits.concurrent_per_client == 6


def test_the_environment_says_the_same_as_options(monkeypatch):
    said = {
        "KEIKAKU_WORKERS": "3",
        "KEIKAKU_MEMORY": "64",
        "KEIKAKU_TIMEOUT": "2.5",
        "KEIKAKU_ADMIN": "[::1]:9100",
        "KEIKAKU_TRUSTED_PROXY": "10.0.0.0/8 ::1",
        "KEIKAKU_LOG_QUERIES": "1",
    }
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    found = given("--workers", "5")
    assert found.limits.concurrent == 5
    assert (found.limits.memory, found.limits.seconds) == (64 << 20, 2.5)
    assert found.admin == ("::1", 9100)
    assert found.trusted_proxies == ("10.0.0.0/8", "::1")
    assert found.log_queries


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--admin", "9100"),
        ("--admin", "localhost:x"),
        ("--admin", ":9100"),
        ("--admin", "localhost:70000"),
        ("--trusted-proxy", "*"),
        ("--trusted-proxy", "proxy.example"),
        ("--timeout", "0"),
        ("--workers", "0"),
        ("--log-format", "xml"),
    ],
)
def test_nonsense_is_refused(option, value):
    with pytest.raises(click.BadParameter):
        given(option, value)


def test_the_token_is_not_shown():
    assert "geheim" not in repr(settings_of(RELEASES, "https://example.org/", "geheim", {}))
