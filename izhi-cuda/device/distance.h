// Targets by their distance: the runtime's, in the order in which it goes through them.

namespace izhi {

struct Position {
    u64 at[3];
};

IZHI_DEVICE Position position_of(const u64 *grid, u64 neuron) {
    return {{neuron % grid[0], neuron / grid[0] % grid[1], neuron / (grid[0] * grid[1]) % grid[2]}};
}

// The square of the distance along an axis.
IZHI_DEVICE double square(const Distances &d, const Position &from, u32 axis, u64 to) {
    u64 direct = from.at[axis] > to ? from.at[axis] - to : to - from.at[axis];
    double distance = (double)(d.is_wrapped ? least(direct, d.grid[axis] - direct) : direct);
    return distance * distance;
}

IZHI_DEVICE double probability_at(const Distances &d, double squared) {
    if (squared < (double)d.count) return d.kept[(u64)squared];
    double distance = sqrt(squared);
    if (distance > d.reach) return 0.0;
    if (d.sigma == 0.0) return distance >= d.inner ? 1.0 : 0.0;
    return d.peak * exp(-0.5 * squared / d.sigma / d.sigma);
}

// Positions along an axis, modulo its length.
struct Reached {
    u64 begin, end;
};

IZHI_DEVICE u64 length_of(Reached reached) { return reached.end > reached.begin ? reached.end - reached.begin : 0; }

// Those within reach, each once.
IZHI_DEVICE Reached reached(const Distances &d, u64 position, u64 length) {
    if (!d.is_wrapped) return {position - least(position, d.steps), least(position + d.steps + 1, length)};
    if (d.steps >= length / 2) return {0, length};
    return {position + length - d.steps, position + length + d.steps + 1};
}

// Calls for the targets of a stretch that are in a box which has all within reach, with the squares of their distances.
template <class Visit>
IZHI_DEVICE void each_candidate(const Piece &piece, u32 source, u32 begin, u32 end, Visit visit) {
    const Distances &d = piece.distances;
    Position from = position_of(d.from, neuron_of(piece.sources, source));
    Reached x = reached(d, from.at[0], d.grid[0]), y = reached(d, from.at[1], d.grid[1]);
    Reached z = reached(d, from.at[2], d.grid[2]);
    if (begin >= end) return;
    if (length_of(x) * length_of(y) * length_of(z) > piece.targets.size) {
        for (u32 target = begin; target < end; target++) {
            Position to = position_of(d.grid, neuron_of(piece.targets, target));
            visit(target, square(d, from, 0, to.at[0]) + square(d, from, 1, to.at[1]) + square(d, from, 2, to.at[2]));
        }
        return;
    }
    u64 first = neuron_of(piece.targets, begin), last = neuron_of(piece.targets, end - 1);
    for (u64 deep = z.begin; deep < z.end; deep++) for (u64 high = y.begin; high < y.end; high++) {
        u64 row = (deep % d.grid[2] * d.grid[1] + high % d.grid[1]) * d.grid[0];
        if (row > last || row + d.grid[0] <= first) continue;
        double across = square(d, from, 1, high % d.grid[1]) + square(d, from, 2, deep % d.grid[2]);
        for (u64 wide = x.begin; wide < x.end; wide++) {
            u32 target = number_at(piece.targets, row + wide % d.grid[0]);
            // Nobody is not below the end.
            if (begin <= target && target < end) visit(target, square(d, from, 0, wide % d.grid[0]) + across);
        }
    }
}

// Calls for the targets of a source in a stretch that it is connected with.
template <class Body>
IZHI_DEVICE void draw_by_distance(Generator &draws, const Piece &piece, u32 source, u32 begin, u32 end, Body body) {
    u32 left_out = left_out_target(piece, source);
    each_candidate(piece, source, begin, end, [&](u32 target, double squared) {
        double probability = probability_at(piece.distances, squared);
        if (probability == 0.0 || target == left_out) return;
        if (probability == 1.0 || unit(draws) < probability) body(target);
    });
}

}
