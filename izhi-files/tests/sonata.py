"""Compares SONATA's files with the arrays of the same recordings, value for value.

python sonata.py h5py|libsonata|bmtk FOLDER, with FOLDER/recordings.npz and the files that `write_sonata` wrote beside it.
"""

import pathlib
import sys

import numpy

library, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def spikes(path, population):
    """The times and nodes of all spikes."""
    if library == "h5py":
        import h5py

        with h5py.File(path) as file:
            assert file.attrs["magic"] == 0x0A7A and list(file.attrs["version"]) == [0, 1]
            group = file["spikes"][population]
            assert group["timestamps"].attrs["units"] == b"ms"
            assert group["node_ids"].dtype == numpy.uint64
            return group["timestamps"][:], group["node_ids"][:]
    if library == "bmtk":
        from bmtk.utils.reports.spike_trains import SpikeTrains

        table = SpikeTrains.load(str(path)).to_dataframe()
        table = table[table["population"] == population]
        # Of one time in any order.
        table = table.sort_values(["timestamps", "node_ids"])
        return table["timestamps"].to_numpy(), table["node_ids"].to_numpy().astype(numpy.uint64)
    import libsonata

    found = libsonata.SpikeReader(str(path))[population]
    assert found.time_units == "ms"
    pairs = found.get()
    return numpy.array([time for _, time in pairs]), numpy.array([node for node, _ in pairs], dtype=numpy.uint64)


def report(path, population):
    """The times of the rows, the nodes of the columns, the values and their unit."""
    if library == "h5py":
        import h5py

        with h5py.File(path) as file:
            group = file["report"][population]
            data, mapping = group["data"], group["mapping"]
            begin, end, step = mapping["time"][:]
            nodes = mapping["node_ids"][:]
            assert (mapping["index_pointers"][:] == numpy.arange(len(nodes) + 1)).all()
            assert (mapping["element_ids"][:] == 0).all() and len(mapping["element_ids"]) == len(nodes)
            assert mapping["node_ids"].attrs["sorted"] == (numpy.diff(nodes.astype(numpy.int64)) > 0).all()
            assert mapping["time"].attrs["units"] == b"ms"
            times = begin + step * numpy.arange(len(data))
            assert numpy.isclose(times[-1] + step, end)
            return times, nodes, data[:], data.attrs["units"].decode()
    if library == "bmtk":
        from bmtk.utils.reports import CompartmentReport

        found = CompartmentReport(str(path), mode="r", population=population)
        nodes = found.node_ids(population=population)
        values = found.data(population=population)
        times = found.tstart(population=population) + found.dt(population=population) * numpy.arange(len(values))
        return times, nodes, values, found.units(population=population)
    import libsonata

    found = libsonata.SomaReportReader(str(path))[population]
    assert found.time_units == "ms"
    # Each node by itself: all at once are in ascending order.
    nodes = numpy.array(found.get_node_ids(), dtype=numpy.uint64)
    frames = [found.get(node_ids=[int(node)]) for node in nodes]
    return frames[0].times, nodes, numpy.hstack([frame.data for frame in frames]), found.data_units


arrays = numpy.load(folder / "recordings.npz")
lines = [line.split(" ") for line in bytes(arrays["izhi"]).decode().splitlines()]
(dt,) = (float(line[1]) for line in lines if line[0] == "dt")
sizes = {line[1]: int(line[2]) for line in lines if line[0] == "neurons"}
units = {line[1]: line[2] if len(line) > 2 else "unknown" for line in lines if line[0] == "recorded"}
compared = 0
for name in arrays.files:
    if name == "izhi" or ":" in name:
        continue
    population, recorder, variable = name.split(".")
    path = folder / f"{recorder}.{variable}.h5"
    if name + ":iterations" in arrays.files:
        times, nodes = spikes(path, population)
        assert numpy.array_equal(times, arrays[name + ":iterations"] * dt)
        assert numpy.array_equal(nodes, arrays[name])
    else:
        times, nodes, values, unit = report(path, population)
        place = f"{population}.{recorder}"
        neurons = arrays[place + ":neurons"]
        assert numpy.array_equal(nodes, neurons if len(neurons) else numpy.arange(sizes[population]))
        assert numpy.allclose(times, arrays[place + ":iterations"] * dt)
        assert values.dtype == numpy.float32
        assert numpy.array_equal(values, arrays[name].astype(numpy.float32))
        assert unit == units[name], (unit, units[name])
    compared += len(times)
assert compared > 1000, compared
