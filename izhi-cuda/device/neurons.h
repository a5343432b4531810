// Values of neurons, as calls have them.

namespace izhi {

// What every call has: the neurons of its group, how many of them are a unit of work, the first of its sites, whether its behaviour
// runs, and where its registers and the parts of its reductions are.
const u32 SIZE = 0, SPAN = 1, SITE = 2, IS_ON = 3, REGISTERS = 4, PARTIALS = 5, SLOTS = 6;

// Values before one of the last iterations, or as they are where nothing is delayed: where the first is, how many there are of one
// iteration, the number of iterations less one, and the delay.
template <class T> IZHI_DEVICE T *values_at(const u64 *slot, u64 iteration) {
    return (T *)slot[0] + ((iteration + 1 - slot[3]) & slot[2]) * slot[1];
}

// The same where each synapse has a delay.
template <class T> IZHI_DEVICE T value_sent(const u64 *slot, u64 iteration, u64 place, u64 source) {
    u64 delay = ((const u16 *)slot[3])[place];
    return ((const T *)slot[0])[((iteration + 1 - delay) & slot[2]) * slot[1] + source];
}

// The neurons of a unit, by words that begin with the size of their group and how many of them are a unit.
struct Neurons {
    u64 begin, end;
};

IZHI_DEVICE Neurons neurons_of(const u64 *words, u64 unit) {
    return Neurons{unit * words[SPAN], least((unit + 1) * words[SPAN], words[SIZE])};
}

// What delays take in of states before an iteration, by the size, the span, the values, and where those of one iteration are kept: the
// address, how many there are of one, and the number of iterations less one. Before the first iteration they are those of the beginning.
template <class T> IZHI_DEVICE void send_values(const Run &, u64 unit, const u64 *words, u64 iteration) {
    Neurons own = neurons_of(words, unit);
    u64 first = iteration == 0 ? 0 : iteration & words[5], last = iteration == 0 ? words[5] : iteration & words[5];
    for (u64 place = first; place <= last; place++) for (u64 base = own.begin; base < own.end; base += WARP) IZHI_LANES(lane) {
        if (base + lane < own.end) ((T *)words[3])[place * words[4] + base + lane] = ((const T *)words[2])[base + lane];
    }
    lanes_see_memory();
}

// Sums over a population are made of blocks of so many neurons, and these of so many parts in turn.
const u64 BLOCK = 256, PARTS = 8;

// The sum of a block: value(neuron) is the number that is added, zero for what is not selected.
template <class Value> IZHI_DEVICE double sum_of_block(u64 block, u64 size, Value value) {
    Lane<double> parts;
    IZHI_LANES(lane) {
        parts[lane] = 0.0;
        u64 end = least((block + 1) * BLOCK, size);
        for (u64 i = block * BLOCK + lane; lane < PARTS && i < end; i += PARTS) parts[lane] += value(i);
    }
    double sum = 0.0;
    for (u32 part = 0; part < PARTS; part++) sum += of_lane(parts, part);
    return sum;
}

// How many neurons of a block count.
template <class Value> IZHI_DEVICE u64 count_of_block(u64 block, u64 size, Value value) {
    u64 count = 0, end = least((block + 1) * BLOCK, size);
    for (u64 base = block * BLOCK; base < end; base += WARP) {
        Lane<u8> some;
        IZHI_LANES(lane) some[lane] = base + lane < end && value(base + lane);
        count += count_bits(ballot(some));
    }
    return count;
}

// The least or the greatest value of a block, by `pick`; `none` where there is none.
template <class F, class Value, class Pick>
IZHI_DEVICE F extreme_of_block(u64 block, u64 size, F none, Value value, Pick pick) {
    Lane<F> parts;
    IZHI_LANES(lane) {
        parts[lane] = none;
        // Stretches and not every 32nd, so that of equal ones it is the first.
        u64 begin = block * BLOCK + lane * (BLOCK / WARP), end = least(begin + BLOCK / WARP, size);
        for (u64 i = begin; i < end; i++) parts[lane] = pick(parts[lane], value(i));
    }
    F found = none;
    for (u32 lane = 0; lane < WARP; lane++) found = pick(found, of_lane(parts, lane));
    return found;
}

// What is made of the parts of a reduction, in their order.
IZHI_DEVICE double sum_of_parts(const u64 *parts, u64 count) {
    double sum = 0.0;
    for (u64 part = 0; part < count; part++) sum += from_bits(parts[part]);
    return sum;
}

IZHI_DEVICE u64 count_of_parts(const u64 *parts, u64 count) {
    u64 sum = 0;
    for (u64 part = 0; part < count; part++) sum += parts[part];
    return sum;
}

IZHI_DEVICE float number_of(u64 bits, float) { return from_bits((u32)bits); }
IZHI_DEVICE double number_of(u64 bits, double) { return from_bits(bits); }

template <class F, class Pick> IZHI_DEVICE F extreme_of_parts(const u64 *parts, u64 count, F none, Pick pick) {
    F found = none;
    for (u64 part = 0; part < count; part++) found = pick(found, number_of(parts[part], F(0)));
    return found;
}

}
