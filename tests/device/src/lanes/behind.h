// Lets the lanes of a program take turns; says what is wrong where they cannot go on.

namespace lanes {

typedef void (*Entry)(const u64 *const *, u64);

// What all lanes run.
static thread_local Entry entry;
static thread_local const u64 *const *networks;
static thread_local u64 count;

static void run() {
    entry(networks, count);
    current->wait = Wait::end;
}

struct Grid {
    unsigned groups, threads;
    std::vector<Lane> lanes;
    // What is shared in each group; at first anything.
    std::vector<izhi::Shared> shared;
    unsigned group = 0;
    // The warps that take turns.
    std::vector<bool> awake;
    std::mt19937_64 random;
    std::string wrong;

    Grid(unsigned groups, unsigned warps, u64 seed)
        : groups(groups), threads(32 * warps), lanes(groups * 32 * warps), shared(groups), awake(groups * warps), random(seed) {
        draw_awake();
        std::memset((void *)shared.data(), 0xa5, groups * sizeof(izhi::Shared));
        std::memcpy((void *)&izhi::izhi_shared, &shared[0], sizeof(izhi::Shared));
        for (unsigned number = 0; number < lanes.size(); number++) {
            Lane &lane = lanes[number];
            const size_t room = 256 << 10;
            lane.stack.reset(new char[room]);
            lane.group = number / threads;
            lane.thread = number % threads;
            getcontext(&lane.context);
            lane.context.uc_stack.ss_sp = lane.stack.get();
            lane.context.uc_stack.ss_size = room;
            lane.context.uc_link = &scheduler;
            makecontext(&lane.context, run, 0);
        }
    }

    void turn(Lane &lane) {
        if (lane.group != group) {
            std::memcpy((void *)&shared[group], &izhi::izhi_shared, sizeof(izhi::Shared));
            std::memcpy((void *)&izhi::izhi_shared, &shared[lane.group], sizeof(izhi::Shared));
            group = lane.group;
        }
        threadIdx.x = lane.thread;
        blockIdx.x = lane.group;
        blockDim.x = threads;
        gridDim.x = groups;
        lane.wait = Wait::nothing;
        current = &lane;
        swapcontext(&scheduler, &lane.context);
    }

    bool are_all(Lane *first, unsigned number, Wait wait) {
        for (unsigned lane = 0; lane < number; lane++) if (first[lane].wait != wait) return false;
        return true;
    }

    void go_on(Lane *first, unsigned number) {
        for (unsigned lane = 0; lane < number; lane++) first[lane].wait = Wait::nothing;
    }

    // Gives the lanes of a warp, of which none can go on by itself, what they wait for.
    void resolve(Lane *warp) {
        Wait wait = warp->wait;
        if (!are_all(warp, 32, wait)) {
            for (unsigned lane = 1; lane < 32; lane++) if (warp[lane].wait != wait) {
                wrong = std::string("lane 0 of a warp waits for ") + NAMES[(int)wait] + ", and lane " + std::to_string(lane) +
                        " for " + NAMES[(int)warp[lane].wait];
            }
            return;
        }
        if (wait == Wait::group || wait == Wait::end) return;
        unsigned ballot = 0;
        for (unsigned lane = 0; lane < 32; lane++) ballot |= (unsigned)(warp[lane].given != 0) << lane;
        for (unsigned lane = 0; lane < 32; lane++) {
            Lane &own = warp[lane];
            own.got = wait == Wait::ballot ? ballot : wait == Wait::shuffle ? warp[own.asked % 32].given : 0;
            for (unsigned other = 0; wait == Wait::match && other < 32; other++) {
                own.got |= (u64)(warp[other].given == own.given) << other;
            }
        }
        go_on(warp, 32);
    }

    // Whether a lane that waits for another's number goes on looking.
    static bool can_go_on(const Lane &lane) { return lane.wait == Wait::nothing || lane.wait == Wait::pause; }

    // Draws which warps take turns for a while: some get far ahead of others.
    void draw_awake() {
        for (size_t warp = 0; warp < awake.size(); warp++) awake[warp] = random() % 2;
    }

    std::vector<Lane *> ready_lanes(bool are_all_awake) {
        std::vector<Lane *> ready;
        for (size_t number = 0; number < lanes.size(); number++) {
            if ((are_all_awake || awake[number / 32]) && can_go_on(lanes[number])) ready.push_back(&lanes[number]);
        }
        return ready;
    }

    void go() {
        for (unsigned idle = 0; wrong.empty();) {
            if (idle || random() % 16 == 0) draw_awake();
            std::vector<Lane *> ready = ready_lanes(false);
            if (ready.empty()) ready = ready_lanes(true);
            if (ready.empty()) {
                if (!are_all(lanes.data(), lanes.size(), Wait::end)) wrong = "lanes wait for others that have ended";
                return;
            }
            std::shuffle(ready.begin(), ready.end(), random);
            bool is_idle = true;
            for (Lane *lane : ready) {
                turn(*lane);
                is_idle &= lane->wait == Wait::pause;
            }
            idle = is_idle ? idle + 1 : 0;
            if (idle > 1000) wrong = "all wait for what nobody does";
            release();
        }
    }

    // Lets those go on for whom all have come that they wait for.
    void release() {
        for (size_t first = 0; first < lanes.size() && wrong.empty(); first += 32) {
            bool can = false;
            for (unsigned lane = 0; lane < 32; lane++) can |= can_go_on(lanes[first + lane]);
            if (!can) resolve(&lanes[first]);
        }
        for (size_t first = 0; first < lanes.size(); first += threads) {
            if (are_all(&lanes[first], threads, Wait::group)) go_on(&lanes[first], threads);
        }
    }
};

}

extern "C" const char *izhi_launch(
    lanes::Entry entry, const u64 *const *networks, u64 count, u64 groups, u64 warps_of_group, u64 seed) {
    static thread_local std::string wrong;
    lanes::entry = entry;
    lanes::networks = networks;
    lanes::count = count;
    lanes::Grid grid(groups, warps_of_group, seed);
    grid.go();
    wrong = grid.wrong;
    return wrong.empty() ? nullptr : wrong.c_str();
}
