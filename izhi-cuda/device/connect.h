// Connections, drawn from the generators that the runtime draws them from: what each source has in each stretch is
// drawn by one lane, at any time. Synapses are counted, rows begin where those before end, and are filled and sorted.

namespace izhi {

// What a task of drawing is told.
struct Drawing {
    u64 task;
    const Piece *pieces;
    u64 count;
    // The number of units of work of the pieces up to each one.
    const u64 *units;
    // The sources of the group, where their rows begin and what the rows have.
    u64 sources;
    u64 *starts;
    u32 *targets;
    // Memory to work in, of so many words for each lane where something is drawn and for each warp where something is
    // sorted, of so many warps: the others have nothing to do.
    u32 *memory;
    u64 words, warps;
    // Of the number of a target.
    u64 bits;
};

const u64 COUNT_SYNAPSES = 0, PLACE_SYNAPSES = 1, FILL_ROWS = 2, SORT_ROWS = 3;

// Calls for the units of work of this warp: body(piece, number of the unit among those of the piece).
template <class Body> IZHI_DEVICE void each_unit(const Drawing &d, Body body) {
    if (this_warp() >= d.warps) return;
    u64 number = 0;
    for (u64 unit = this_warp();; unit += d.warps) {
        while (number < d.count && unit >= d.units[number]) number++;
        if (number == d.count) return;
        body(d.pieces[number], unit - (number ? d.units[number - 1] : 0));
    }
}

// Bits of a lane that are not set.
IZHI_DEVICE u32 *bits_of(const Drawing &d, u32 lane) { return d.memory + (this_warp() * WARP + lane) * d.words; }

// Calls for the targets of a source in a stretch whose probability is the same.
template <class Body>
IZHI_DEVICE void draw_passing(Generator &draws, const Piece &piece, u32 source, u32 begin, u32 end, Body body) {
    u32 left_out = left_out_target(piece, source);
    double scale = piece.scale, infinity = Format<double>::infinity();
    auto passed = [&] {
        if (scale == 0.0) return 0.0;
        return abs(scale) == infinity ? infinity : floor(ln(1.0 - unit(draws)) * scale);
    };
    for (double target = (double)begin + passed(); target < (double)end; target += 1.0 + passed()) {
        if ((u32)target != left_out) body((u32)target);
    }
}

// Calls for the targets of a source in a stretch, in no order.
template <class Body>
IZHI_DEVICE void draw_targets(const Piece &piece, u32 source, u64 stretch, u32 *chosen, Body body) {
    u32 begin = piece.bounds[stretch], end = piece.bounds[stretch + 1];
    Generator draws = draws_of(piece, OF_ROW, source, stretch);
    if (piece.kind == PASSING) {
        draw_passing(draws, piece, source, begin, end, body);
    } else if (piece.kind == TARGETS) {
        Choice choice = choice_of(begin, end, left_out_target(piece, source));
        choose(draws, piece.counts[stretch * piece.sources.size + source], choice, piece.is_distinct, chosen, body);
    } else if (piece.kind == BY_DISTANCE) {
        draw_by_distance(draws, piece, source, begin, end, body);
    } else {
        body(source);
    }
}

// Calls for the sources of a target, in no order.
template <class Body> IZHI_DEVICE void draw_sources(const Piece &piece, u32 target, u32 *chosen, Body body) {
    u32 own = piece.leaves_out_self ? number_at(piece.sources, neuron_of(piece.targets, target)) : NOBODY;
    Generator draws = draws_of(piece, OF_ROW, target, 0);
    choose(draws, piece.degree, choice_of(0, (u32)piece.sources.size, own), piece.is_distinct, chosen, body);
}

// Calls for lanes that have a source in a stretch, or a target where sources are drawn: body(lane, number, stretch).
template <class Body> IZHI_DEVICE void each_part(const Piece &piece, u64 unit, Body body) {
    u64 size = piece.kind == SOURCES ? piece.targets.size : piece.sources.size;
    u64 units = (size + WARP - 1) / WARP;
    u64 stretch = unit / units, first = unit % units * WARP;
    IZHI_LANES(lane) if (first + lane < size) body(lane, (u32)(first + lane), stretch);
}

// Draws the sources of some of the synapses of a stretch, and keeps how many each has.
IZHI_DEVICE void draw_degrees(const Piece &piece, u64 number) {
    u64 stretch = first_place(0, piece.stretches, [&](u64 stretch) { return piece.chunks[stretch] <= number; });
    u64 chunk = number - (stretch ? piece.chunks[stretch - 1] : 0);
    u32 begin = piece.bounds[stretch], end = piece.bounds[stretch + 1], sources = (u32)piece.sources.size;
    Generator draws = draws_of(piece, OF_SOURCES, chunk, stretch);
    for (u64 left = least(piece.chunk, piece.shares[stretch] - chunk * piece.chunk); left; left--) {
        u32 source = below(draws, sources);
        // Where the pair cannot be connected, both are drawn again.
        for (;;) {
            u32 left_out = left_out_target(piece, source);
            if (left_out < begin || left_out >= end || below(draws, end - begin) != 0) break;
            source = below(draws, sources);
        }
        add_to(&piece.counts[stretch * sources + source], 1u);
    }
}

// Counts the synapses of each source in each stretch, as far as they are not known.
IZHI_DEVICE void count_synapses(const Drawing &d) {
    each_unit(d, [&](const Piece &piece, u64 unit) {
        if (piece.kind == TARGETS) {
            u64 chunks = piece.chunks[piece.stretches - 1];
            IZHI_LANES(lane) if (unit * WARP + lane < chunks) draw_degrees(piece, unit * WARP + lane);
        } else if (piece.kind == SOURCES) {
            each_part(piece, unit, [&](u32 lane, u32 target, u64) {
                draw_sources(piece, target, bits_of(d, lane), [&](u32 source) { add_to(&piece.counts[source], 1u); });
            });
        } else {
            each_part(piece, unit, [&](u32 lane, u32 source, u64 stretch) {
                u32 count = 0;
                draw_targets(piece, source, stretch, bits_of(d, lane), [&](u32) { count++; });
                piece.counts[stretch * piece.sources.size + source] = count;
            });
        }
    });
}

// Finds where in its row each source has those of each stretch of each piece, and how long the row is, which stands
// where it will begin.
IZHI_DEVICE void place_synapses(const Drawing &d) {
    for (u64 first = this_warp() * WARP; first < d.sources; first += all_warps() * WARP) IZHI_LANES(lane) {
        u64 neuron = first + lane, length = 0;
        for (u64 number = 0; number < d.count && neuron < d.sources; number++) {
            const Piece &piece = d.pieces[number];
            u32 source = number_at(piece.sources, neuron);
            for (u64 stretch = 0; stretch < piece.stretches && source != NOBODY; stretch++) {
                u64 part = stretch * piece.sources.size + source;
                piece.offsets[part] = (u32)length;
                length += piece.counts[part];
            }
        }
        if (neuron < d.sources) d.starts[neuron] = length;
    }
}

// Draws the targets of all rows, in no order.
IZHI_DEVICE void fill_rows(const Drawing &d) {
    each_unit(d, [&](const Piece &piece, u64 unit) {
        if (piece.kind == SOURCES) {
            each_part(piece, unit, [&](u32 lane, u32 target, u64) {
                u32 neuron = neuron_of(piece.targets, target);
                draw_sources(piece, target, bits_of(d, lane), [&](u32 source) {
                    // Which place it is depends on the others.
                    u64 start = d.starts[neuron_of(piece.sources, source)];
                    d.targets[start + take_number(&piece.offsets[source])] = neuron;
                });
            });
        } else {
            each_part(piece, unit, [&](u32 lane, u32 source, u64 stretch) {
                u64 offset = piece.offsets[stretch * piece.sources.size + source];
                u32 *row = d.targets + d.starts[neuron_of(piece.sources, source)] + offset;
                draw_targets(piece, source, stretch, bits_of(d, lane), [&](u32 target) {
                    *row++ = neuron_of(piece.targets, target);
                });
            });
        }
    });
}

// Puts the targets of each row in ascending order.
IZHI_DEVICE void sort_rows(const Drawing &d) {
    if (this_warp() >= d.warps) return;
    u32 *places = d.memory + this_warp() * d.words, *other = places + PLACES;
    for (u64 source = this_warp(); source < d.sources; source += d.warps) {
        u32 *row = d.targets + d.starts[source];
        u64 length = d.starts[source + 1] - d.starts[source];
        if (is_sorted(length, [&](u64 place) { return row[place]; })) continue;
        sort_by_key(row, other, length, places, (u32)d.bits, [](u32 target) { return target; });
    }
}

}

IZHI_ENTRY izhi_run(const u64 *const *tasks, u64) {
    const u64 *words = tasks[0];
    const izhi::Drawing &d = *(const izhi::Drawing *)words;
    if (d.task == izhi::COUNT_SYNAPSES) izhi::count_synapses(d);
    else if (d.task == izhi::PLACE_SYNAPSES) izhi::place_synapses(d);
    else if (d.task == izhi::FILL_ROWS) izhi::fill_rows(d);
    else if (d.task == izhi::SORT_ROWS) izhi::sort_rows(d);
    else izhi::sort_by_delay(*(const izhi::Delayed *)words);
}
