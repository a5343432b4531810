// Numbers that are chosen, all equally likely.

namespace izhi {

// Those from the first on and below the bound, without one if it is one of them.
struct Choice {
    u32 first, bound, left_out;
};

IZHI_DEVICE Choice choice_of(u32 first, u32 bound, u32 left_out) {
    return {first, bound, first <= left_out && left_out < bound ? left_out : NOBODY};
}

IZHI_DEVICE u32 size_of(Choice choice) { return choice.bound - choice.first - (u32)(choice.left_out != NOBODY); }

// So many distinct numbers below a bound, with a draw for each: Floyd's way. `chosen` has a bit for each number below
// the bound, none of which is set before or afterwards.
template <class Body> IZHI_DEVICE void choose_distinct(Generator &draws, u32 count, u32 bound, u32 *chosen, Body body) {
    Generator again = draws;
    for (u32 last = bound - count; last < bound; last++) {
        u32 drawn = below(draws, last + 1);
        u32 number = chosen[drawn / 32] >> drawn % 32 & 1 ? last : drawn;
        chosen[number / 32] |= 1u << number % 32;
        body(number);
    }
    // Nobody has kept what was chosen: it was what is drawn once more, or the last.
    for (u32 last = bound - count; last < bound; last++) chosen[below(again, last + 1) / 32] = chosen[last / 32] = 0;
}

// Calls for so many of the numbers, in no order.
template <class Body>
IZHI_DEVICE void choose(Generator &draws, u64 count, Choice choice, bool is_distinct, u32 *chosen, Body body) {
    u32 size = size_of(choice);
    auto visit = [&](u32 number) {
        number += choice.first;
        body(number + (u32)(number >= choice.left_out));
    };
    if (is_distinct) {
        choose_distinct(draws, (u32)count, size, chosen, visit);
    } else {
        for (u64 done = 0; done < count; done++) visit(below(draws, size));
    }
}

}
