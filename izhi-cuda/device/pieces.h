// Pieces of connections, as the runtime plans them: which neurons they connect, and how their synapses are drawn. The
// host writes them as words, in this order.

namespace izhi {

// The neurons at one end: so many from an index on, or those of a list of indices, which ascend.
struct Side {
    u64 size, first;
    const u32 *members;
};

const u32 NOBODY = 0xffffffffu;

// The index in the group of the neuron with a number.
IZHI_DEVICE u32 neuron_of(const Side &side, u32 number) {
    return side.members ? side.members[number] : (u32)side.first + number;
}

// The number of the neuron with an index in the group, if it is there.
IZHI_DEVICE u32 number_at(const Side &side, u64 neuron) {
    if (!side.members) {
        bool is_there = side.first <= neuron && neuron - side.first < side.size;
        return is_there ? (u32)(neuron - side.first) : NOBODY;
    }
    u64 place = first_place(0, side.size, [&](u64 place) { return side.members[place] < neuron; });
    return place < side.size && side.members[place] == neuron ? (u32)place : NOBODY;
}

// Probabilities by distance: the sides of the grids of sources and targets, how many steps along an axis are within
// reach, the largest distance, and the probabilities at the squared distances 0, 1, 2 and so on. The others are 1 from
// the inner distance on where sigma is zero, and else those of a bell.
struct Distances {
    u64 is_wrapped;
    u64 from[3], grid[3];
    u64 steps;
    double reach;
    const double *kept;
    u64 count;
    double inner, peak, sigma;
};

// How the synapses of a piece are drawn.
const u64 PASSING = 0, TARGETS = 1, SOURCES = 2, BY_DISTANCE = 3, SAME = 4;

struct Piece {
    u64 kind, seed, site;
    Side sources, targets;
    u64 leaves_out_self;
    // Into how many stretches rows are cut, and the numbers of the targets at which they begin, and the last one ends.
    u64 stretches;
    const u32 *bounds;
    // Of each source in each stretch, stretch by stretch: how many synapses there are, and where they begin in its row.
    u32 *counts, *offsets;
    // How many sources each target has, and whether none is chosen twice.
    u64 degree, is_distinct;
    // How many synapses each stretch has whose sources are to be drawn, so many of them from one generator, and the
    // number of generators of the stretches up to each one.
    const u64 *shares;
    u64 chunk;
    const u64 *chunks;
    // 1 / ln(1 - p): infinite where no target is connected, and zero where all are.
    double scale;
    Distances distances;
};

// The number of the target that is the same neuron as a source and is left out.
IZHI_DEVICE u32 left_out_target(const Piece &piece, u32 source) {
    return piece.leaves_out_self ? number_at(piece.targets, neuron_of(piece.sources, source)) : NOBODY;
}

// What draws: rows and columns, and sources of synapses.
const u64 OF_ROW = 0, OF_SOURCES = 1;

IZHI_DEVICE Generator draws_of(const Piece &piece, u64 drawn, u64 number, u64 stretch) {
    return generator(stream(piece.seed, piece.site), number | drawn << 32 | stretch << 40);
}

}
