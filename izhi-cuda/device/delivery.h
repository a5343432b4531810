// Synapses of a group whose events arrive after a delay each and whose weights no step changes: what a source sends is added right away
// to what arrives at the targets in each of the iterations that come.

namespace izhi {

// A synapse: when and at which target of a unit it arrives, in one number, and the weight.
template <class F> struct alignas(2 * sizeof(F)) Sending {
    u32 at;
    F weight;
};

// The synapses of a group source by source, and then by the unit of the target: where those to each unit begin in a row, and all; what
// arrives at each target of a unit in each of so many iterations, a power of two, less one.
struct Delivery {
    u32 *cuts;
    void *synapses;
    void *pending;
    u64 mask;
};

IZHI_DEVICE Delivery delivery_of(const u64 *slot) {
    return Delivery{(u32 *)slot[0], (void *)slot[1], (void *)slot[2], slot[3]};
}

// Two numbers in one: an iteration or a delay, and a target of a unit.
IZHI_DEVICE u32 digits_of(const Structure &s) { return lowest_bit((u32)s.span); }

// What arrives at the targets of a unit.
template <class F> IZHI_DEVICE F *pending_of(const Structure &s, const Delivery &d, u64 unit) {
    return (F *)d.pending + unit * s.span * (d.mask + 1);
}

// Sorts a row by unit; the order of its synapses to one unit stays.
template <class F>
IZHI_DEVICE void sort_row(const Structure &s, const Delivery &d, const F *weights, bool is_shared, u64 source) {
    u64 begin = s.starts[source], end = s.starts[source + 1];
    u32 digits = digits_of(s), rest = (u32)s.span - 1;
    u32 *cuts = d.cuts + source * (s.units + 1);
    for (u64 first = 0; first <= s.units; first += WARP) IZHI_LANES(lane) if (first + lane <= s.units) cuts[first + lane] = 0;
    lanes_see_memory();
    // How many synapses there are to each unit, one place further on.
    for (u64 first = begin; first < end; first += WARP) IZHI_LANES(lane) {
        if (first + lane < end) add_to(&cuts[(s.to[first + lane] >> digits) + 1], 1u);
    }
    lanes_see_memory();
    // Where they begin, in the same places.
    u64 before = 0;
    for (u64 first = 1; first <= s.units; first += WARP) {
        Lane<u64> counts;
        IZHI_LANES(lane) counts[lane] = first + lane <= s.units ? cuts[first + lane] : 0;
        Lane<u64> sums = sums_up_to(counts);
        IZHI_LANES(lane) if (first + lane <= s.units) cuts[first + lane] = (u32)(before + sums[lane] - counts[lane]);
        before += of_lane(sums, WARP - 1);
    }
    lanes_see_memory();
    // Each goes to the next place of its unit, so that at last these are where the units end.
    for (u64 first = begin; first < end; first += WARP) {
        Lane<u32> units;
        IZHI_LANES(lane) units[lane] = first + lane < end ? s.to[first + lane] >> digits : ~lane;
        Lane<u32> same = alike(units);
        Lane<u64> places;
        IZHI_LANES(lane) if (first + lane < end) {
            places[lane] = begin + cuts[units[lane] + 1] + count_bits(same[lane] & ((1u << lane) - 1));
        }
        lanes_see_memory();
        IZHI_LANES(lane) if (first + lane < end) {
            u32 at = (u32)s.delays[first + lane] << digits | (s.to[first + lane] & rest);
            ((Sending<F> *)d.synapses)[places[lane]] = Sending<F>{at, weights[is_shared ? 0 : first + lane]};
            if (lowest_bit(same[lane]) == lane) cuts[units[lane] + 1] += count_bits(same[lane]);
        }
        lanes_see_memory();
    }
}

// Sends the events that set out before an iteration to the targets of a unit, as far as they arrive from another one on.
template <class F>
IZHI_DEVICE void send(const Structure &s, const Delivery &d, u64 unit, const u32 *bits, u64 iteration, u64 from) {
    u32 digits = digits_of(s), rest = (u32)s.span - 1, mask = (u32)d.mask;
    F *pending = pending_of<F>(s, d, unit);
    each_events(bits, s.sources, [&](const Lane<u64> &sources, u32 count) {
        Lane<u64> begins, lengths;
        IZHI_LANES(lane) {
            const u32 *cut = d.cuts + sources[lane] * (s.units + 1) + unit;
            begins[lane] = lane < count ? s.starts[sources[lane]] + cut[0] : 0;
            lengths[lane] = lane < count ? cut[1] - cut[0] : 0;
        }
        each_of(begins, lengths, [&](const Lane<u32> &, const Lane<u64> &place, Lane<u8> is_there) {
            Lane<u32> keys;
            Lane<F> weights;
            IZHI_LANES(lane) {
                Sending<F> synapse{0, F(0)};
                if (is_there[lane]) synapse = ((const Sending<F> *)d.synapses)[place[lane]];
                u32 delay = synapse.at >> digits;
                is_there[lane] = is_there[lane] && iteration + delay > from;
                keys[lane] = (((u32)iteration + delay - 1) & mask) << digits | (synapse.at & rest);
                weights[lane] = synapse.weight;
            }
            add_in_order(pending, keys, weights, is_there);
        });
    });
}

// What is on its way to a unit at the beginning of a run: nothing but what was sent before and has not arrived.
template <class F> IZHI_DEVICE void send_again(const Structure &s, const Delivery &d, u64 unit, const u64 *slot, u64 now) {
    F *pending = pending_of<F>(s, d, unit);
    for (u64 base = 0; base < s.span * (d.mask + 1); base += WARP) IZHI_LANES(lane) pending[base + lane] = F(0);
    lanes_see_memory();
    for (u64 before = least(slot[4], now); before >= 1; before--) send<F>(s, d, unit, sent_before(slot, now - before), now - before, now);
}

// Takes what arrives in this iteration at the targets of a unit.
template <class F> IZHI_DEVICE void take(const Structure &s, const Delivery &d, u64 unit, u64 iteration, F *into, bool is_on) {
    Targets own = targets_of(s, unit);
    F *arriving = pending_of<F>(s, d, unit) + (iteration & d.mask) * s.span;
    for (u64 base = 0; base < own.end - own.begin; base += WARP) IZHI_LANES(lane) if (own.begin + base + lane < own.end) {
        if (is_on) into[own.begin + base + lane] = arriving[base + lane];
        arriving[base + lane] = F(0);
    }
    lanes_see_memory();
}

}
