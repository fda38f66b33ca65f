"""The bench works; how fast things are is for whoever runs it in full."""
import json
import os
import subprocess

from harness.server import BINARY, ROOT, clean_environment


def test_the_bench_of_connections_measures_and_prints(tmp_path):
    file = tmp_path / "figures.json"
    done = subprocess.run([ROOT / "bench/connections", "--smoke", "--json", file], capture_output=True, text=True, timeout=120,
                          cwd=tmp_path, env=clean_environment({"HOWDAH_BINARY": os.path.abspath(BINARY)}))
    assert done.returncode == 0, done.stderr
    rows = [line.strip("| ").split(" | ") for line in done.stdout.splitlines()]
    assert len(rows) == 10 and all(line.startswith("| ") and line.endswith("|") for line in done.stdout.splitlines()[2:])
    figures = json.loads(file.read_text())
    assert figures["idle_connections"]["connections"] == 50 and figures["idle_connections"]["with_connections"]["private"] > 0
    assert figures["sessions"]["sessions"] == 500
    assert figures["slow_clients"]["alone"]["pings"] > 10 and figures["slow_clients"]["beside"]["p99"] > 0


def test_the_bench_of_neighbours_measures_and_prints(tmp_path):
    file = tmp_path / "figures.json"
    done = subprocess.run([ROOT / "bench/neighbours", "--smoke", "--json", file], capture_output=True, text=True, timeout=120,
                          cwd=tmp_path, env=clean_environment({"HOWDAH_BINARY": os.path.abspath(BINARY)}))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 9 and "| its refusals | 0 | " in done.stdout
    figures = json.loads(file.read_text())
    assert figures["alone"]["calls"] > 10 and figures["fair"]["calls"] > 0 and figures["unfair"]["others"] > 0
    assert 0 < figures["many_fair"]["index"] <= 1 and figures["many_fair"]["refused"] == 0


def test_the_bench_of_providers_measures_and_prints(tmp_path):
    file = tmp_path / "figures.json"
    done = subprocess.run([ROOT / "bench/providers", "--smoke", "--json", file], capture_output=True, text=True, timeout=120,
                          cwd=tmp_path, env=clean_environment({"HOWDAH_BINARY": os.path.abspath(BINARY)}))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 9
    figures = json.loads(file.read_text())
    assert all(figures[name]["calls"] > 10 for name in ("alone", "down", "slow (10 s)", "a circle of redirects"))


def test_the_bench_says_what_it_wants(tmp_path):
    done = subprocess.run([ROOT / "bench/connections", "--connections", "9000000"], capture_output=True, text=True, timeout=20,
                          cwd=tmp_path, env=clean_environment())
    assert done.returncode == 1 and "9000500 open files are needed" in done.stderr and "ulimit" in done.stderr
