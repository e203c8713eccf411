"""The files that deploy the shop: they name settings, pages and files that exist, and give it no more rights
than it needs. What Docker makes of them is not tried; what systemd thinks of the unit is.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.operations.pages import pages
from bot.settings import NAMES
from bot.telegram.incoming.webhook import _SECRET_HEADER

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
SHOPS = {name: service for name, service in SERVICES.items() if service.get("build") == "."}
UNIT = ROOT / "docs" / "operations" / "hanout.service"
# What .env holds for others than the shop.
_NOT_OURS = {"POSTGRES_PASSWORD", "SHOP_DOMAIN"}
_MOST_EXPOSED = 1.4  # of 10; what is left is the network, which the shop is for


def test_each_way_to_run_it_has_its_services() -> None:
    def started(profile: str | None) -> set[str]:
        return {name for name, one in SERVICES.items() if profile in (one.get("profiles") or [profile])}

    assert started(None) == {"shop"}
    assert started("postgres") == {"shop", "postgres"}
    assert started("replicas") == {"shop", "shop-2", "postgres", "caddy"}
    told = set(re.findall(r"--profile (\w+)", (ROOT / "docs/operations/README.md").read_text("utf-8")))
    assert told == {"postgres", "replicas"}


def test_compose_names_settings_that_exist() -> None:
    for service in SHOPS.values():
        assert set(service["environment"]) <= {*NAMES, "ENV_FILE"}
        assert service["env_file"] == ".env"
    text = (ROOT / "compose.yaml").read_text()
    assert set(re.findall(r"\$\{(\w+)", text)) == _NOT_OURS
    told = set(re.findall(r"^# +([A-Z][A-Z_]+)=", text, re.MULTILINE))
    assert told <= {*NAMES, *_NOT_OURS}
    hints = set(re.findall(r"^ +# +([A-Z][A-Z_]+):", text, re.MULTILINE))
    assert hints <= {*NAMES, *(f"{name}_FILE" for name in NAMES)}


def test_volumes_are_declared_and_used_and_only_one_shop_has_the_file() -> None:
    used = {
        volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", ())
    }
    named = {volume for volume in used if not volume.startswith("./")}
    assert named == set(COMPOSE["volumes"])
    for path in used - named:
        assert (ROOT / path).is_file()
    data = [name for name, service in SHOPS.items() if "data:/app/data" in service.get("volumes", ())]
    assert data == ["shop"]
    assert all("backups:/app/backups" in service["volumes"] for service in SHOPS.values())
    # A second shop that was not told of PostgreSQL must find no place for a file of its own.
    assert "/app/data:ro" in SHOPS["shop-2"]["tmpfs"]


def test_containers_have_no_more_rights_than_they_need() -> None:
    for name, service in SERVICES.items():
        assert "no-new-privileges:true" in service["security_opt"], name
        if name != "postgres":
            assert service["read_only"] is True, name
            assert service["cap_drop"] == ["ALL"], name
    for service in SHOPS.values():
        assert int(service["stop_grace_period"].removesuffix("s")) > 10
        assert "cap_add" not in service
    # Only the web server is reached from outside.
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]


def test_the_web_server_passes_on_the_webhook_to_both_and_nothing_else() -> None:
    text = (ROOT / "docs" / "operations" / "Caddyfile").read_text()
    ((path, upstreams),) = re.findall(r"handle (/\S+) \{\s+reverse_proxy (.+) \{", text)
    compose = (ROOT / "compose.yaml").read_text()
    assert f"WEBHOOK_URL=https://shop.example.com{path}\n" in compose
    (port,) = set(re.findall(r"^#       HTTP_PORT=(\d+)$", compose, re.MULTILINE))
    assert upstreams.split() == [f"{name}:{port}" for name in SHOPS]
    assert text.count("reverse_proxy") == 1
    assert "handle {\n\t\trespond 404" in text
    # Caddy writes the headers of a request that failed into its log.
    assert f"request>headers>{_SECRET_HEADER} delete" in text
    routes = {route.path for route in pages(object(), metrics_from=())}  # type: ignore[arg-type]
    (asked,) = re.findall(r"health_uri (\S+)", text)
    assert asked in routes
    assert path not in routes


def systemd_analyze(*arguments: str) -> str:
    if (program := shutil.which("systemd-analyze")) is None:
        why = "systemd-analyze is not installed (Debian: systemd)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit, with a program that is there on every machine."""
    text, count = re.subn(r"(?m)^ExecStart=/opt/hanout/\S+ ", "ExecStart=/bin/sh ", UNIT.read_text())
    assert count == 1
    path = tmp_path / UNIT.name
    path.write_text(text)
    return path


def test_systemd_understands_the_unit(unit: Path) -> None:
    assert systemd_analyze("verify", str(unit)) == ""
    wrong = unit.with_name("wrong.service")
    wrong.write_text(unit.read_text().replace("PrivateTmp=", "PrivatTmp="))
    with pytest.raises(AssertionError, match="PrivatTmp"):
        assert systemd_analyze("verify", str(wrong)) == ""


def test_systemd_finds_the_unit_safe(unit: Path) -> None:
    said = systemd_analyze("security", "--offline=true", f"--threshold={_MOST_EXPOSED * 10:.0f}", str(unit))
    exposure = re.search(r"Overall exposure level for hanout.service: ([\d.]+)", said)
    assert exposure is not None
    assert float(exposure[1]) <= _MOST_EXPOSED


def test_the_unit_stops_as_the_shop_does_and_lets_it_write_to_its_data_only() -> None:
    settings = dict(re.findall(r"(?m)^(\w+)=(.*)$", UNIT.read_text()))
    assert settings["ExecStart"].endswith("python -m bot run")
    assert int(settings["TimeoutStopSec"]) > 10
    assert settings["RestartPreventExitStatus"] == "2"
    assert settings["ReadWritePaths"] == f"{settings['WorkingDirectory']}/data"
    # The figures of processes read when the machine was started.
    assert "ProcSubset" not in settings
