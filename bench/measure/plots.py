# SPDX-License-Identifier: Apache-2.0
"""Time and memory against size, on axes of powers of ten: growth that is linear is a line of slope one, drawn beside."""

import pathlib

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "harbinger"   # the same picture for the same figures
import matplotlib.pyplot as plt  # noqa: E402


def draw(path: pathlib.Path, title: str, size: str, series: dict[str, list[tuple[float, float, float]]]) -> None:
    """`series`: name -> (size, milliseconds, MiB), ascending by size. Two panels: time and memory."""
    figure, (time, memory) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    figure.suptitle(title)
    markers = "os^Dv"
    for marker, (name, points) in zip(markers, series.items()):
        sizes, times, peaks = zip(*points)
        time.plot(sizes, times, marker=marker, label=name)
        memory.plot(sizes, peaks, marker=marker, label=name)
        for panel, values in ((time, times), (memory, peaks)):
            panel.plot(sizes, [values[-1] * s / sizes[-1] for s in sizes], linestyle=":", color="grey", linewidth=1)
    for panel, unit in ((time, "processor time, ms"), (memory, "peak memory, MiB")):
        panel.set(xscale="log", yscale="log", xlabel=size, ylabel=unit)
        panel.grid(True, which="major", alpha=0.3)
        if len(series) > 1:
            panel.legend()
    path.parent.mkdir(exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
