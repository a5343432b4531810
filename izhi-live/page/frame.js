// Frames, which are binary: `src/encode.rs` says how they are laid out.

const VERSION = 1;

/** What a frame shows. */
export function decode(buffer) {
  const view = new DataView(buffer);
  const integer = (at) => view.getUint32(at, true);
  const wide = (at) => view.getFloat64(at, true);
  if (integer(0) !== VERSION) throw new Error(`a frame of version ${integer(0)}, and this page knows ${VERSION}`);
  const frame = {
    iteration: wide(8),
    speed: wide(16),
    isRunning: integer(24) === 1,
    values: new Map(),
    window: { first: 0, iterations: 0, events: new Map(), traces: [] },
    weights: new Map(),
  };
  let at = 32;
  const numbers = (count) => {
    const taken = new Float32Array(buffer, at, count);
    at += 4 * count;
    return taken;
  };
  const integers = (count) => {
    const taken = new Uint32Array(buffer, at, count);
    at += 4 * count;
    return taken;
  };
  const one = () => {
    at += 8;
    return wide(at - 8);
  };
  for (let sections = integer(4); sections > 0; sections -= 1) {
    const [kind, variable, a, b] = integers(4);
    if (kind === 1) frame.values.set(variable, numbers(a));
    else if (kind === 2) Object.assign(frame.window, { first: one(), iterations: a });
    else if (kind === 3) frame.window.events.set(variable, { all: integers(a), shown: integers(a), neurons: integers(b) });
    else if (kind === 4) frame.window.traces.push({ variable, neuron: b, values: numbers(a) });
    else if (kind === 5) frame.weights.set(variable, { rows: a, columns: b, synapses: one(), cells: numbers(a * b) });
    else if (kind === 6) {
      const [lowest, highest] = numbers(2);
      Object.assign(frame.weights.get(variable), { lowest, highest, histogram: integers(a) });
    } else throw new Error(`a section of the kind ${kind}, which this page does not know`);
  }
  return frame;
}

/** The last iterations without a gap, up to so many, as windows bring them. */
export class Past {
  constructor(most) {
    this.most = most;
    this.windows = [];
  }

  add(window) {
    if (window.iterations === 0) return;
    const last = this.windows.at(-1);
    if (last && last.first + last.iterations !== window.first) this.windows = [];
    this.windows.push(window);
    while (this.end - this.windows[0].first - this.windows[0].iterations > this.most) this.windows.shift();
  }

  clear() {
    this.windows = [];
  }

  /** Behind the last iteration. */
  get end() {
    const last = this.windows.at(-1);
    return last ? last.first + last.iterations : 0;
  }
}
