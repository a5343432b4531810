// Rows in order, each sorted by one warp: digit by digit, from the lowest on.

namespace izhi {

// The bits of a digit at the most, and how many places are counted for it.
const u32 DIGIT = 10, PLACES = 1 << DIGIT;

// The number of passes, which is even, so that numbers are in the end where they were; and the bits of the digit of
// each.
IZHI_DEVICE u32 passes_of(u32 bits) { return bits <= 2 * DIGIT ? 2 : 4; }
IZHI_DEVICE u32 digit_of(u32 bits) { return (bits + passes_of(bits) - 1) / passes_of(bits); }

// Counts how many numbers there are with each digit, and then where those with each one begin.
template <class Digit>
IZHI_DEVICE void count_places(const u32 *numbers, u64 length, u32 *places, u32 digits, Digit digit) {
    for (u32 first = 0; first < digits; first += WARP) IZHI_LANES(lane) {
        if (first + lane < digits) places[first + lane] = 0;
    }
    lanes_see_memory();
    for (u64 first = 0; first < length; first += WARP) IZHI_LANES(lane) {
        if (first + lane < length) add_to(&places[digit(numbers[first + lane])], 1u);
    }
    lanes_see_memory();
    u64 before = 0;
    for (u32 first = 0; first < digits; first += WARP) {
        Lane<u64> counts;
        IZHI_LANES(lane) counts[lane] = first + lane < digits ? places[first + lane] : 0;
        Lane<u64> sums = sums_up_to(counts);
        IZHI_LANES(lane) if (first + lane < digits) places[first + lane] = (u32)(before + sums[lane] - counts[lane]);
        before += of_lane(sums, WARP - 1);
    }
    lanes_see_memory();
}

// Copies numbers in the order of their digits, those with equal ones in the order in which they are.
template <class Digit>
IZHI_DEVICE void sort_by_digit(const u32 *from, u32 *to, u64 length, u32 *places, u32 digits, Digit digit) {
    count_places(from, length, places, digits, digit);
    for (u64 first = 0; first < length; first += WARP) {
        Lane<u32> own, numbers;
        IZHI_LANES(lane) {
            bool is_there = first + lane < length;
            numbers[lane] = is_there ? from[first + lane] : 0;
            // What is not there is alike to nothing.
            own[lane] = is_there ? digit(numbers[lane]) : ~lane;
        }
        Lane<u32> same = alike(own);
        IZHI_LANES(lane) if (first + lane < length) {
            to[places[own[lane]] + count_bits(same[lane] & ((1u << lane) - 1))] = numbers[lane];
        }
        lanes_see_memory();
        IZHI_LANES(lane) if (first + lane < length && lowest_bit(same[lane]) == lane) {
            places[own[lane]] += count_bits(same[lane]);
        }
        lanes_see_memory();
    }
}

// Puts numbers in the order of their keys, which have so many bits; `other` has room for as many numbers.
template <class Key>
IZHI_DEVICE void sort_by_key(u32 *numbers, u32 *other, u64 length, u32 *places, u32 bits, Key key) {
    u32 width = digit_of(bits), digits = 1u << width;
    for (u32 pass = 0; pass < passes_of(bits); pass++) {
        auto digit = [&](u32 number) { return key(number) >> pass * width & (digits - 1); };
        if (pass % 2) sort_by_digit(other, numbers, length, places, digits, digit);
        else sort_by_digit(numbers, other, length, places, digits, digit);
    }
}

// Whether the keys of a row fall anywhere.
template <class Key> IZHI_DEVICE bool is_sorted(u64 length, Key key) {
    u32 falling = 0;
    for (u64 first = 0; first < length && !falling; first += WARP) {
        Lane<u8> falls;
        IZHI_LANES(lane) falls[lane] = first + lane + 1 < length && key(first + lane + 1) < key(first + lane);
        falling = ballot(falls);
    }
    return !falling;
}

}
