"""Compares tables with the arrays of the same recordings, value for value.

python parquet.py pandas|polars FOLDER, with FOLDER/recordings.npz and the tables that `write_parquet` wrote beside it.
"""

import pathlib
import sys

import numpy

library, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def read(name):
    """The columns of a table by their names."""
    path = folder / f"{name}.parquet"
    if library == "pandas":
        import pandas

        table = pandas.read_parquet(path)
    else:
        import polars

        table = polars.read_parquet(path)
    return {column: table[column].to_numpy() for column in table.columns}


def same(found, expected):
    found, expected = numpy.asarray(found), numpy.asarray(expected).ravel()
    assert found.dtype == expected.dtype, (found.dtype, expected.dtype)
    assert numpy.array_equal(found, expected)


arrays = numpy.load(folder / "recordings.npz")
lines = [line.split(" ") for line in bytes(arrays["izhi"]).decode().splitlines()]
(dt,) = (line[1:] for line in lines if line[0] == "dt")
time = "time_" + dt[1] if len(dt) == 2 else "time"
dt = float(dt[0])
sizes = {line[1]: int(line[2]) for line in lines if line[0] == "neurons"}
recorders = [name[: -len(":neurons")] for name in arrays.files if name.endswith(":neurons")]
compared = 0
for recorder in recorders:
    iterations = arrays[recorder + ":iterations"]
    neurons = arrays[recorder + ":neurons"]
    neurons = neurons if len(neurons) else numpy.arange(sizes[recorder.split(".")[0]], dtype=numpy.uint32)
    names = [name for name in arrays.files if name.startswith(recorder + ".") and ":" not in name]
    for name in names:
        values, variable = arrays[name], name[len(recorder) + 1 :]
        if name + ":iterations" in arrays.files:
            table = read(name)
            assert list(table) == ["iteration", time, "neuron"], list(table)
            same(table["neuron"], values)
            same(table["iteration"], arrays[name + ":iterations"])
            same(table[time], arrays[name + ":iterations"] * dt)
            compared += len(values)
            continue
        # What is not of neurons has a table of its own.
        is_alone = (folder / f"{name}.parquet").exists()
        table = read(name if is_alone else recorder)
        # Source by source.
        values = values.transpose(0, 2, 1) if values.ndim == 3 else values
        width = values[0].size
        same(table["iteration"], numpy.repeat(iterations, width))
        same(table[time], numpy.repeat(iterations * dt, width))
        if not is_alone:
            same(table["neuron"], numpy.tile(neurons, len(iterations)))
        if values.ndim == 3 and name + ":synapses" not in arrays.files:
            sources, targets = values.shape[1:]
            same(table["source"], numpy.tile(numpy.repeat(numpy.arange(sources, dtype=numpy.uint32), targets), len(values)))
            same(table["target"], numpy.tile(numpy.arange(targets, dtype=numpy.uint32), len(values) * sources))
        same(table[name if variable == "neuron" else variable], values)
        compared += values.size
assert compared > 1000, compared
