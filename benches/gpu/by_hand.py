"""The microcircuit by hand: `benches/limit/microcircuit_limit.cu`, compiled by nvcc."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tables import median, say

SOURCE = Path(__file__).resolve().parents[1] / "limit" / "microcircuit_limit.cu"


def compiled(bench):
    """The program; none where it cannot be had, which is said."""
    if bench.by_hand:
        return bench.by_hand
    if bench.is_tiny:
        say("The program by hand is left out: it has one size, and runs on a GPU.\n")
        return None
    nvcc = find_nvcc()
    if not nvcc:
        say("The program by hand is MISSING: there is no nvcc on the path, in NVCC or in CUDA_HOME. `README.md` says more.\n")
        return None
    program = Path(tempfile.mkdtemp()) / "microcircuit_limit"
    # A wheel has the libraries where nvcc does not look.
    command = [nvcc, "-O3", "-arch=native", "-std=c++17", "-L", nvcc.parents[1] / "lib", "-o", program, SOURCE]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        bench.complain(f"the program by hand does not compile: {done.stderr}{done.stdout}")
        return None
    return program


def find_nvcc():
    places = [os.environ.get("NVCC"), shutil.which("nvcc")]
    for folder in [os.environ.get("CUDA_HOME"), os.environ.get("CUDA_PATH"), "/usr/local/cuda", *wheels()]:
        places.append(folder and Path(folder) / "bin" / "nvcc")
    return next((Path(place).resolve() for place in places if place and os.access(place, os.X_OK)), None)


def wheels():
    """Where Python's wheels of CUDA are."""
    return [folder for path in sys.path for folder in sorted(Path(path).glob("nvidia/*")) if folder.is_dir()]


def run(bench, program):
    """The lines that it prints, and its times: medians of those of a kind."""
    if not program:
        return [], {}
    lines = bench.run("the program by hand", [program, "1"], 120, bench.environment)
    times = {"f32": [], "fixed": [], "built": []}
    for line in lines:
        words = line.replace(":", "").split()
        if "synapses built in" in line:
            times["built"].append(float(words[-2]))
        elif line.startswith("persistent") and " for 1.0 s" in line:
            times[words[1]].append(float(words[2]))
    return lines, {kind: median(values) for kind, values in times.items()}
