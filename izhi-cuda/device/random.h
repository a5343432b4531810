// Random draws: the runtime's, one element at a time. A draw depends on nothing but seed, site, iteration and element.

namespace izhi {

// A source of draws: one site of one model under one seed.
struct Stream {
    u32 key[2];
};

// "Mix 13" of Stafford, as in SplitMix64.
IZHI_DEVICE u64 mix(u64 z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

IZHI_DEVICE Stream stream(u64 seed, u64 site) {
    const u64 golden = 0x9e3779b97f4a7c15ull;
    u64 key = mix(mix(seed + golden) ^ (site + golden));
    return {{(u32)key, (u32)(key >> 32)}};
}

// The first of the elements by which the synapses of a source are drawn.
IZHI_DEVICE u64 row_element(u64 source) { return source << 32; }

// Four words that belong to four elements, 16 apart.
struct Block {
    u32 a, b, c, d;
};

// Philox4x32-10 at a counter: the block's number, and the iteration.
IZHI_DEVICE Block philox(Stream stream, u64 iteration, u64 number) {
    u32 a = (u32)number, b = (u32)(number >> 32), c = (u32)iteration, d = (u32)(iteration >> 32);
    u32 k = stream.key[0], l = stream.key[1];
#ifdef __CUDACC__
#pragma unroll
#endif
    for (int round = 0; round < 10; ++round) {
        u64 p = (u64)a * 0xd2511f53u, q = (u64)c * 0xcd9e8d57u;
        a = (u32)(q >> 32) ^ b ^ k;
        b = (u32)q;
        c = (u32)(p >> 32) ^ d ^ l;
        d = (u32)p;
        k += 0x9e3779b9u;
        l += 0xbb67ae85u;
    }
    return {a, b, c, d};
}

// The block of an element, of the 16 that a tile of 64 elements has, and which of its words the element's is.
IZHI_DEVICE Block block_of(Stream stream, u64 iteration, u64 element) {
    return philox(stream, iteration, (element / 64) * 16 + element % 16);
}
IZHI_DEVICE u32 place_of(u64 element) { return (u32)(element / 16) % 4; }
IZHI_DEVICE u32 word_at(Block block, u32 place) {
    return place & 2 ? (place & 1 ? block.d : block.c) : (place & 1 ? block.b : block.a);
}

// The uniform 32-bit word of an element.
IZHI_DEVICE u32 word(Stream stream, u64 iteration, u64 element) {
    return word_at(block_of(stream, iteration, element), place_of(element));
}

// The iteration that the lower words of doubles are drawn at.
IZHI_DEVICE u64 lower(u64 iteration) { return iteration ^ (1ull << 63); }

// A uniform draw, and a normal one, of the type that the last argument has.

IZHI_DEVICE float uniform_like(Stream stream, u64 iteration, u64 element, float) {
    return (float)(i32)(word(stream, iteration, element) >> 8) * 0x1p-24f;
}

IZHI_DEVICE double uniform_like(Stream stream, u64 iteration, u64 element, double) {
    u32 high = word(stream, iteration, element), low = word(stream, lower(iteration), element);
    return (double)high * 0x1p-32 + (double)(low >> 11) * 0x1p-53;
}

// The quadrant nearest to the angle of `word` 2^-32 turns, and the angle's offset from it, in words.
IZHI_DEVICE u32 quadrant_of(u32 word) { return (word + (1u << 29)) >> 30; }
IZHI_DEVICE i32 offset_of(u32 word) { return (i32)(word - (quadrant_of(word) << 30)); }

// The sine of an angle or its cosine, from those of its offset from a quadrant.
template <typename F> IZHI_DEVICE F turned(F offset, u32 quadrant, bool is_sine) {
    F sin, cos;
    sin_cos_octant(offset, sin, cos);
    F size = is_sine == ((quadrant & 1) != 0) ? cos : sin;
    // The cosine is negative in quadrants 1 and 2, the sine in 2 and 3.
    return (is_sine ? quadrant : quadrant + 1) & 2 ? -size : size;
}

// Normal draws are made in pairs, by the transform of Box and Muller, of elements whose words follow one another in a block:
// the first gives the radius of both and the second the angle; the first element gets the cosine and the second the sine.
IZHI_DEVICE float normal_like(Stream stream, u64 iteration, u64 element, float) {
    Block block = block_of(stream, iteration, element);
    u32 place = place_of(element);
    float u = ((float)(i32)(word_at(block, place & 2) >> 1) + 0.5f) * 0x1p-31f;
    float radius = sqrt(-2.0f * ln_normal(u));
    u32 angle = word_at(block, place | 1);
    float offset = (float)offset_of(angle) * (float)(6.283185307179586 * 0x1p-32);
    return radius * turned(offset, quadrant_of(angle), place & 1);
}

IZHI_DEVICE double normal_like(Stream stream, u64 iteration, u64 element, double) {
    Block high = block_of(stream, iteration, element), low = block_of(stream, lower(iteration), element);
    u32 place = place_of(element);
    double u = ((double)word_at(high, place & 2) + ((double)word_at(low, place & 2) + 0.5) * 0x1p-32) * 0x1p-32;
    double radius = sqrt(-2.0 * ln_normal(u));
    u32 angle = word_at(high, place | 1);
    double offset = (double)offset_of(angle) + (double)word_at(low, place | 1) * 0x1p-32;
    return radius * turned(offset * (6.283185307179586 * 0x1p-32), quadrant_of(angle), place & 1);
}

// Uniform in [0, 1): a multiple of 2^-24 for float and of 2^-53 for double.
template <typename F> IZHI_DEVICE F uniform(Stream stream, u64 iteration, u64 element) {
    return uniform_like(stream, iteration, element, F());
}

// Normal, of mean 0 and standard deviation 1.
template <typename F> IZHI_DEVICE F normal(Stream stream, u64 iteration, u64 element) {
    return normal_like(stream, iteration, element, F());
}

// The words of a stream at one iteration, one after the other: for what takes a number of them not known beforehand.
struct Generator {
    Stream stream;
    u64 iteration;
    // The element whose word comes next.
    u64 element;
};

IZHI_DEVICE Generator generator(Stream stream, u64 iteration) { return {stream, iteration, 0}; }

IZHI_DEVICE u32 next_word(Generator &generator) {
    return word(generator.stream, generator.iteration, generator.element++);
}

// Uniform in [0, 1), a multiple of 2^-53: of two words, the lower one first.
IZHI_DEVICE double unit(Generator &generator) {
    u64 low = next_word(generator);
    u64 both = (u64)next_word(generator) << 32 | low;
    return (double)(both >> 11) * 0x1p-53;
}

// Uniform among the whole numbers below `bound`; zero where there is none.
IZHI_DEVICE u32 below(Generator &generator, u32 bound) {
    for (;;) {
        u64 product = (u64)next_word(generator) * bound;
        // The division is slow, and its remainder is below `bound`: most draws do without.
        if ((u32)product >= bound || (u32)product >= (0 - bound) % (bound > 1 ? bound : 1)) return (u32)(product >> 32);
    }
}

}  // namespace izhi
