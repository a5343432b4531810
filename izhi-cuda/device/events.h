// Events of neurons: flags, bits, and lists of those who have one.

namespace izhi {

// Events: a flag for each neuron where these are the neurons' own, and a bit for each.
struct Events {
    u8 *flags;
    u32 *bits;
    IZHI_DEVICE_METHOD bool operator[](u64 neuron) const {
        return flags ? flags[neuron] != 0 : (bits[neuron / 32] >> neuron % 32 & 1) != 0;
    }
};

// Where flags and bits are; the bits of how many words for each iteration, the number of iterations less one, and the delay.
IZHI_DEVICE Events events_at(const u64 *slot, u64 iteration) {
    return Events{(u8 *)slot[0], (u32 *)slot[1] + ((iteration + 1 - slot[4]) & slot[3]) * slot[2]};
}

// The bits of one iteration, of events that each synapse delays: where the first are, how many words of each iteration, the number of
// iterations less one, the delays, the longest of them.
IZHI_DEVICE const u32 *sent_before(const u64 *slot, u64 iteration) {
    return (const u32 *)slot[0] + (iteration & slot[2]) * slot[1];
}

IZHI_DEVICE bool event_sent(const u64 *slot, u64 iteration, u64 place, u64 source) {
    u64 delay = ((const u16 *)slot[3])[place];
    return (sent_before(slot, iteration + 1 - delay)[source / 32] >> source % 32 & 1) != 0;
}

// Makes the bits of the neurons of a unit from their flags.
IZHI_DEVICE void pack(const u8 *flags, u32 *bits, u64 begin, u64 end) {
    for (u64 base = begin; base < end; base += WARP) {
        Lane<u8> some;
        IZHI_LANES(lane) some[lane] = base + lane < end ? flags[base + lane] : 0;
        u32 word = ballot(some);
        IZHI_LANES(lane) if (lane == 0) bits[base / 32] = word;
    }
    lanes_see_memory();
}

// Adds the events of the neurons of a unit to the number of all.
IZHI_DEVICE void count_events(const u8 *flags, u64 *count, u64 begin, u64 end) {
    u64 found = 0;
    for (u64 base = begin; base < end; base += WARP) {
        Lane<u8> some;
        IZHI_LANES(lane) some[lane] = base + lane < end ? flags[base + lane] : 0;
        found += count_bits(ballot(some));
    }
    IZHI_LANES(lane) if (lane == 0 && found) add_to(count, found);
}

// What is done with events beside what behaviours do: by the size, the span, flags, bits and the number of all events.
IZHI_DEVICE void begin_event(const Run &, u64 unit, const u64 *words) {
    Neurons own = neurons_of(words, unit);
    pack((const u8 *)words[2], (u32 *)words[3], own.begin, own.end);
}

IZHI_DEVICE void count_event(const Run &, u64 unit, const u64 *words) {
    Neurons own = neurons_of(words, unit);
    count_events((const u8 *)words[2], (u64 *)words[4], own.begin, own.end);
}

// Where the behaviour is switched off that would be the first to say who has the event, nobody has it; but those of whom somebody else
// has said so before the first iteration.
IZHI_DEVICE void end_event(const Run &run, u64 unit, const u64 *words) {
    bool is_on = words[5] != 0, are_given = words[6] != 0 && run.iteration == run.first;
    if (is_on || are_given) return;
    Neurons own = neurons_of(words, unit);
    for (u64 base = own.begin; base < own.end; base += WARP) IZHI_LANES(lane) {
        if (base + lane < own.end) ((u8 *)words[2])[base + lane] = 0;
        if (lane == 0) ((u32 *)words[3])[base / 32] = 0;
    }
    lanes_see_memory();
}

// What delays take in before an iteration: by the size, the span, the values, and where those of one iteration are kept: the address,
// how many there are of one, and the number of iterations less one.
IZHI_DEVICE void send_events(const Run &, u64 unit, const u64 *words, u64 iteration) {
    Neurons own = neurons_of(words, unit);
    pack((const u8 *)words[2], (u32 *)words[3] + (iteration & words[5]) * words[4], own.begin, own.end);
}

// Lists, of what several warps of a group would look for: all of them make one together, which is good until they wait for
// those of other groups. There is none of many events, and of more bits than there is room for.

IZHI_DEVICE const List *list_of(const u32 *bits) {
    for (u32 number = 0; number < shared().listed; number++) {
        if (shared().lists[number].bits == bits) return &shared().lists[number];
    }
    return nullptr;
}

IZHI_DEVICE void list_events(const u32 *bits, u64 neurons) {
    u64 words = (neurons + 31) / 32;
    u32 number = shared().listed, warp = warp_in_group(), warps = warps_of_group();
    if (words <= FEW || number == LISTS || list_of(bits)) return;
    List &list = shared().lists[number];
    // Each lane has some words that stand side by side.
    u32 each = ((u32)words + warps * WARP - 1) / (warps * WARP);
    Lane<u64> begins, ends, counts;
    IZHI_LANES(lane) {
        begins[lane] = least((u64)(warp * WARP + lane) * each, words);
        ends[lane] = least(begins[lane] + each, words);
        counts[lane] = 0;
        for (u64 word = begins[lane]; word < ends[lane]; word++) counts[lane] += count_bits(bits[word]);
    }
    Lane<u64> sums = sums_up_to(counts);
    IZHI_LANES(lane) if (lane == WARP - 1) shared().counts[warp] = (u32)sums[lane];
    wait_for_group();
    u64 before = 0, total = 0;
    for (u32 other = 0; other < warps; other++) {
        if (other == warp) before = total;
        total += shared().counts[other];
    }
    if (total <= LISTED) {
        IZHI_LANES(lane) {
            u32 *next = list.neurons + before + sums[lane] - counts[lane];
            for (u64 word = begins[lane]; word < ends[lane]; word++) {
                for (u32 left = bits[word]; left; left &= left - 1) *next++ = (u32)word * 32 + lowest_bit(left);
            }
        }
        if (is_first_of_group()) {
            list.bits = bits;
            list.count = (u32)total;
            shared().listed = number + 1;
        }
    }
    wait_for_group();
}

// Looks through bits for up to 32 events that have not been found: the next word, and what is left of those before.
struct Search {
    const u32 *bits;
    u64 words, next;
    Lane<u32> left;
};

IZHI_DEVICE u32 find_events(Search &search, Lane<u64> &sources) {
    u32 count = 0;
    IZHI_LANES(lane) sources[lane] = 0;
    while (count < WARP) {
        Lane<u8> is_any;
        IZHI_LANES(lane) is_any[lane] = search.left[lane] != 0;
        u32 any = ballot(is_any);
        if (any) {
            u32 owner = lowest_bit(any);
            u64 source = (search.next - WARP + owner) * 32 + lowest_bit(of_lane(search.left, owner));
            IZHI_LANES(lane) {
                if (lane == count) sources[lane] = source;
                if (lane == owner) search.left[lane] &= search.left[lane] - 1;
            }
            count++;
        } else if (search.next < search.words) {
            IZHI_LANES(lane) {
                u64 word = search.next + lane;
                search.left[lane] = word < search.words ? search.bits[word] : 0;
            }
            search.next += WARP;
        } else {
            break;
        }
    }
    return count;
}

// Calls for up to 32 neurons with an event at once, in ascending order: body(sources, how many).
template <class Body> IZHI_DEVICE void each_events(const u32 *bits, u64 neurons, Body body) {
    const List *list = list_of(bits);
    Search search{bits, (neurons + 31) / 32, 0, {}};
    IZHI_LANES(lane) search.left[lane] = 0;
    for (u32 listed = 0;; listed += WARP) {
        Lane<u64> sources;
        u32 count = 0;
        if (list) {
            count = listed < list->count ? (u32)least(WARP, list->count - listed) : 0;
            IZHI_LANES(lane) sources[lane] = lane < count ? list->neurons[listed + lane] : 0;
        } else {
            count = find_events(search, sources);
        }
        if (!count) break;
        body(sources, count);
    }
}

// The same for one after the other.
template <class Body> IZHI_DEVICE void each_event(const u32 *bits, u64 neurons, Body body) {
    each_events(bits, neurons, [&](const Lane<u64> &sources, u32 count) {
        for (u32 number = 0; number < count; number++) body(of_lane(sources, number));
    });
}

// The same for a body that does nothing but read and add up, so that several can be on their way to what they read.
template <class Body> IZHI_DEVICE void each_event_read(const u32 *bits, u64 neurons, Body body) {
    each_events(bits, neurons, [&](const Lane<u64> &sources, u32 count) {
#ifdef __CUDACC__
#pragma unroll 4
#endif
        for (u32 number = 0; number < count; number++) body(of_lane(sources, number));
    });
}

}
