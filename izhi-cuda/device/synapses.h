// Synapses, seen from the targets of a unit: which of them a warp works on depends on the target alone, so that what they keep and
// what arrives at the targets is written by one warp, in the order in which one thread would.

namespace izhi {

// Synapses of a group: the numbers of neurons at both ends, where each source's row begins and the targets, where the synapses of a
// row to each unit begin, the synapses by target, what the group adds to sites of draws, the delays of synapses that have one each,
// the targets of a unit, a power of two, and the number of units.
struct Structure {
    u64 sources, targets;
    const u64 *starts;
    const u32 *to;
    u32 *cuts;
    const u64 *column_starts;
    const u64 *column_places;
    const u32 *column_sources;
    u64 site;
    const u16 *delays;
    u64 span, units;
};

IZHI_DEVICE Structure structure_of(const u64 *slot) {
    return Structure{slot[0], slot[1], (const u64 *)slot[2], (const u32 *)slot[3], (u32 *)slot[4], (const u64 *)slot[5],
                     (const u64 *)slot[6], (const u32 *)slot[7], slot[8], (const u16 *)slot[9], slot[10],
                     slot[11]};
}

// The targets of a unit.
struct Targets {
    u64 begin, end;
};

IZHI_DEVICE Targets targets_of(const Structure &s, u64 unit) {
    return Targets{unit * s.span, least((unit + 1) * s.span, s.targets)};
}

// The first place from `begin` on, and before `end`, at which `is_before` no longer holds.
template <class Before> IZHI_DEVICE u64 first_place(u64 begin, u64 end, Before is_before) {
    while (begin < end) {
        u64 middle = begin + (end - begin) / 2;
        if (is_before(middle)) begin = middle + 1;
        else end = middle;
    }
    return begin;
}

// Finds where the synapses of a row to each unit begin.
IZHI_DEVICE void cut_row(const Structure &s, u64 source) {
    u64 begin = s.starts[source], end = s.starts[source + 1];
    for (u64 first = 0; first <= s.units; first += WARP) IZHI_LANES(lane) {
        u64 unit = first + lane;
        if (unit > s.units) continue;
        u64 place = first_place(begin, end, [&](u64 place) { return s.to[place] < unit * s.span; });
        s.cuts[source * (s.units + 1) + unit] = (u32)(place - begin);
    }
}

// The same where connections are new.
IZHI_DEVICE void cut_new_row(const Run &run, u64 source, const u64 *slot) {
    if (run.words[IS_NEW]) cut_row(structure_of(slot), source);
}

// Calls for the synapses of up to 32 stretches of rows, up to 32 at once, in their order: body(the stretch of each, places, which
// are there).
template <class Body> IZHI_DEVICE void each_of(const Lane<u64> &begins, const Lane<u64> &lengths, Body body) {
    Lane<u64> ends = sums_up_to(lengths), offsets;
    IZHI_LANES(lane) offsets[lane] = begins[lane] - (ends[lane] - lengths[lane]);
    u64 total = of_lane(ends, WARP - 1);
    for (u64 first = 0; first < total; first += WARP) {
        Lane<u32> owner;
        IZHI_LANES(lane) owner[lane] = 0;
        // The number of stretches that end before.
        for (u32 step = WARP / 2; step; step /= 2) {
            Lane<u32> probe;
            IZHI_LANES(lane) probe[lane] = owner[lane] + step - 1;
            Lane<u64> end = of_lanes(ends, probe);
            IZHI_LANES(lane) if (end[lane] <= first + lane) owner[lane] += step;
        }
        Lane<u64> place = of_lanes(offsets, owner);
        Lane<u8> is_there;
        IZHI_LANES(lane) {
            is_there[lane] = first + lane < total;
            place[lane] += first + lane;
        }
        body(owner, place, is_there);
    }
}

// The same with the source of each.
template <class Body>
IZHI_DEVICE void each_of(const Lane<u64> &sources, const Lane<u64> &begins, const Lane<u64> &lengths, Body body) {
    each_of(begins, lengths, [&](const Lane<u32> &owner, const Lane<u64> &place, const Lane<u8> &is_there) {
        body(of_lanes(sources, owner), place, is_there);
    });
}

// The synapses of rows to the targets of a unit.
template <class Body>
IZHI_DEVICE void each_of_rows(const Structure &s, u64 unit, const Lane<u64> &sources, u32 count, Body body) {
    Lane<u64> begins, lengths;
    IZHI_LANES(lane) {
        const u32 *cut = s.cuts + sources[lane] * (s.units + 1) + unit;
        begins[lane] = lane < count ? s.starts[sources[lane]] + cut[0] : 0;
        lengths[lane] = lane < count ? cut[1] - cut[0] : 0;
    }
    each_of(sources, begins, lengths, body);
}

// Those of all rows: sorted by delay, rows have them in several places.
template <class Body> IZHI_DEVICE void each_of_all(const Structure &s, u64 unit, Body body) {
    Targets own = targets_of(s, unit);
    for (u64 first = 0; first < s.sources; first += WARP) {
        Lane<u64> sources, begins, lengths;
        u32 count = (u32)least(WARP, s.sources - first);
        IZHI_LANES(lane) {
            sources[lane] = lane < count ? first + lane : 0;
            begins[lane] = s.starts[sources[lane]];
            lengths[lane] = lane < count ? s.starts[sources[lane] + 1] - begins[lane] : 0;
        }
        if (s.delays) {
            each_of(sources, begins, lengths, [&](const Lane<u64> &source, const Lane<u64> &place, Lane<u8> is_there) {
                IZHI_LANES(lane) if (is_there[lane]) {
                    u64 target = s.to[place[lane]];
                    is_there[lane] = own.begin <= target && target < own.end;
                }
                body(source, place, is_there);
            });
        } else {
            each_of_rows(s, unit, sources, count, body);
        }
    }
}

// Those of rows whose sources have an event.
template <class Body> IZHI_DEVICE void each_of_events(const Structure &s, u64 unit, const u32 *bits, Body body) {
    each_events(bits, s.sources, [&](const Lane<u64> &sources, u32 count) { each_of_rows(s, unit, sources, count, body); });
}

// Those at which an event arrives after a delay of their own: in order of sending, then of source.
template <class Body>
IZHI_DEVICE void each_of_arrivals(const Structure &s, u64 unit, const u64 *slot, u64 iteration, Body body) {
    Targets own = targets_of(s, unit);
    for (u64 delay = least(slot[4], iteration + 1); delay >= 1; delay--) {
        each_events(sent_before(slot, iteration + 1 - delay), s.sources, [&](const Lane<u64> &sources, u32 count) {
            Lane<u64> begins, lengths;
            IZHI_LANES(lane) {
                u64 begin = s.starts[sources[lane]], end = s.starts[sources[lane] + 1];
                // Rows ascend in delay, and for one delay in target.
                u64 low = first_place(begin, end, [&](u64 place) {
                    return s.delays[place] < delay || (s.delays[place] == delay && s.to[place] < own.begin);
                });
                u64 high = first_place(low, end, [&](u64 place) { return s.delays[place] == delay && s.to[place] < own.end; });
                begins[lane] = low;
                lengths[lane] = lane < count ? high - low : 0;
            }
            each_of(sources, begins, lengths, body);
        });
    }
}

// Those of targets with an event, by the index of the synapses by target.
template <class Body> IZHI_DEVICE void each_of_columns(const Structure &s, u64 unit, const Events &flags, Body body) {
    Targets own = targets_of(s, unit);
    for (u64 target = own.begin; target < own.end; target++) {
        if (!flags[target]) continue;
        u64 end = s.column_starts[target + 1];
        for (u64 first = s.column_starts[target]; first < end; first += WARP) {
            Lane<u64> source, place;
            Lane<u8> is_there;
            IZHI_LANES(lane) {
                is_there[lane] = first + lane < end;
                source[lane] = is_there[lane] ? s.column_sources[first + lane] : 0;
                place[lane] = is_there[lane] ? s.column_places[first + lane] : 0;
            }
            body(source, place, is_there);
        }
    }
}

// The present value of a synapse's variable that decays.
template <class F> IZHI_DEVICE F decayed(F value, u32 touched, F constant, u32 now, F dt) {
    F rate = F(0) - dt / constant;
    return stored(value * exp(rate * number<F>((i64)(u32)(now - touched))));
}

// All to all synapses: body(source, the first of up to 32 targets, how many) for all lanes together.
template <class Body> IZHI_DEVICE void each_of_matrix(const Structure &s, u64 unit, u64 source, Body body) {
    Targets own = targets_of(s, unit);
    for (u64 base = own.begin; base < own.end; base += WARP) body(base, (u32)least(WARP, own.end - base));
}

}
