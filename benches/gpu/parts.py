"""The parts of the bench, each of which prints its tables."""

import tempfile

import by_hand
from measuring import Run, TINY, after, median_of, runs
from tables import heading, median, number, ratio, row, say

SMALL = ["leaky", "seed", "reductions", "efferent", "twice", "plastic", "ring"]
# Iterations in a second of the microcircuit's time.
SECOND = 10_000


def equal(bench):
    pairs = [(f"tests/{network}", 0, [1, 2, 7, 50, 140]) for network in SMALL]
    for network in ["seed", "seed_events", "sparse", "trace_stdp", "microcircuit"]:
        pairs.append((network, bench.neurons_to_compare(network), [1, 9, 90, 200]))
    compare_all(bench, pairs)


def full(bench):
    compare_all(bench, [(network, bench.neurons(network), [100]) for network in ["sparse", "trace_stdp", "microcircuit"]])


def compare_all(bench, pairs):
    heading("network", "neurons:", "same until iteration:", "equal", "hash")
    for network, neurons, stretches in pairs:
        if bench.is_over(f"compare {network}"):
            return
        compare(bench, network, neurons, stretches)


def compare(bench, network, neurons, stretches):
    lines = bench.ask("compare", network, neurons, *stretches, limit=240)
    differs = [" ".join(line) for line in lines if line[0] in ("differs", "first")]
    same = [line for line in lines if line[0] == "same"]
    iteration, digest = same[-1][1:] if same else (0, "-")
    is_equal = "NO" if differs else "yes" if len(same) == len(stretches) else "did not run"
    row(network, neurons or "own", iteration, is_equal, digest)
    for line in differs:
        bench.complain(f"{network}: {line}")


def compile_all(bench):
    heading("network", "compiled (s):", "kept (ms):")
    for network, size in TINY.items():
        if bench.is_over(f"compile {network}"):
            return
        cold, kept = [], []
        for _ in range(bench.runs(3)):
            with tempfile.TemporaryDirectory() as folder:
                for times in (cold, kept):
                    times.append(after(bench.ask("load", network, size, XDG_CACHE_HOME=folder), "loaded"))
        kept = median(kept)
        row(network, number(median(cold)), number(kept and kept * 1e3))


def microcircuit(bench):
    """In alternation with the program by hand."""
    program = by_hand.compiled(bench)
    size, iterations = bench.neurons("microcircuit"), bench.iterations(SECOND)
    stage = f"device,{iterations // 10},{iterations},{bench.runs(3)}"
    columns, building, said = [], [], []
    heading("round", "izhi (s):", "the program (s):", "by hand, `f32` (s):", "by hand, fixed point (s):", "izhi / by hand, `f32`:")
    for turn in range(bench.runs(3)):
        if bench.is_over("rounds of the microcircuit"):
            break
        lines = bench.ask("time", "microcircuit", size, stage)
        said, hand = by_hand.run(bench, program)
        seconds, running = (median_of(runs(lines, "device"), of) for of in (lambda run: run.seconds, lambda run: run.running))
        columns.append((seconds, running, hand.get("f32"), hand.get("fixed"), ratio(seconds, hand.get("f32"))))
        building.append((lines, hand.get("built")))
        row(turn + 1, *map(number, columns[-1]))
    row("median", *(number(median(column)) for column in zip(*columns)))
    building_of_microcircuit(building)
    if said:
        say("\nThe program by hand in the last round:\n\n```text\n" + "\n".join(said) + "\n```")


def building_of_microcircuit(rounds):
    say("")
    heading("round", "built (s):", "of it loading (s):", "first iteration (s):", "copies (s):", "copied (GB):", "by hand, built (s):")
    for turn, (lines, hand) in enumerate(rounds):
        copied = after(lines, "first", "bytes")
        times = [after(lines, "built"), after(lines, "built", "loading"), after(lines, "first"), after(lines, "first", "copying")]
        row(turn + 1, *map(number, [*times, copied and copied / 1e9, hand]))


def speed(bench):
    heading("network", "neurons:", "device (us):", "the program (us):", "processor (us):", "threads:", "processor / device:")
    for network, on_device, here, threads in [
        # Iterations of a run and runs, on the device and here.
        ("seed", (200_000, 5), (20_000, 5), 1),
        ("seed", None, (20_000, 5), None),
        ("sparse", (1000, 5), (100, 5), None),
        ("trace_stdp", (5000, 3), (100, 5), None),
        ("microcircuit", (SECOND, 3), (SECOND // 2, 3), None),
    ]:
        if bench.is_over(f"the speed of {network}"):
            return
        size, stages = bench.neurons(network), [stage(bench, "cpu", here), stage(bench, "device", on_device)]
        lines = bench.ask("time", network, size, *filter(None, stages), threads=threads)
        device, processor = runs(lines, "device"), runs(lines, "cpu")
        times = [median_of(device, Run.microseconds), median_of(device, Run.program_microseconds)]
        times.append(median_of(processor, Run.microseconds))
        row(network, size, *map(number, times), threads or bench.threads, number(ratio(times[2], times[0])))


def stage(bench, place, how):
    if not how:
        return None
    iterations = bench.iterations(how[0])
    return f"{place},{max(iterations // 5, 10)},{iterations},{bench.runs(how[1])}"


def recording(bench):
    heading("network", "neurons:", "recorded", "iterations of a run:", "without (us):", "with (us):", "with / without:")
    for network, recorded, iterations in [
        ("seed_events", "spikes", 100_000),
        ("seed", "v, u, fired", 20_000),
        ("microcircuit", "spikes", SECOND),
    ]:
        if bench.is_over(f"recording of {network}"):
            return
        iterations, size = bench.iterations(iterations), bench.neurons(network)
        # The first one makes room.
        first = [f"device,{iterations // 10},{iterations},1,record"]
        pairs = [f"device,0,{iterations},1", f"device,0,{iterations},1,record"] * bench.runs(5)
        lines = bench.ask("time", network, size, *first, *pairs)
        without, with_it = runs(lines, "device"), runs(lines, "device", "recording")[1:]
        ratios = [ratio(on.seconds, off.seconds) for off, on in zip(without, with_it)]
        times = [median_of(without, Run.microseconds), median_of(with_it, Run.microseconds), median(ratios)]
        row(network, size, recorded, iterations, *map(number, times))


def batch(bench):
    heading(
        "network", "neurons:", "seeds:", "iterations of a run:", "one after the other (us):", "together (us):",
        "one after the other / together:", "equal",
    )
    for network, seeds, iterations in [("seed", 10, 50_000), ("seed", 100, 5000)]:
        if bench.is_over(f"{seeds} seeds of {network}"):
            return
        size, iterations = bench.neurons(network), bench.iterations(iterations)
        lines = bench.ask("batch", network, size, seeds, max(iterations // 10, 10), iterations, bench.runs(5))
        differs = [" ".join(line) for line in lines if line[0] == "differs"]
        is_equal = "NO" if differs else "yes" if ["compared", str(seeds)] in lines else "did not run"
        alone, together = runs(lines, "alone"), runs(lines, "together")
        ratios = [ratio(one.seconds, all_.seconds) for one, all_ in zip(alone, together)]
        times = [median_of(alone, Run.microseconds), median_of(together, Run.microseconds), median(ratios)]
        row(network, size, seeds, iterations, *map(number, times), is_equal)
        for line in differs:
            bench.complain(f"{seeds} seeds of {network}: {line}")


PARTS = {
    "equal": equal,
    "compile": compile_all,
    "microcircuit": microcircuit,
    "speed": speed,
    "recording": recording,
    "batch": batch,
    "full": full,
}
