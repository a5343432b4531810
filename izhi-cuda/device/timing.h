// Time, and what comes in intervals, from the time step and the number of the iteration.

namespace izhi {

// By how much the quotient of two decimals differs from a whole number at most where it is one.
static constexpr double TOLERANCE = 1e-12;

// The nearest whole number; halves are rounded up, before zero as well.
IZHI_DEVICE double round_up(double steps) { return floor(steps + 0.5); }

// The shortest decimal that a number stands for, where that has at most nine digits behind the point.
template <typename F> IZHI_DEVICE double decimal(F value) {
    double exact = (double)value, scale = 1.0;
    for (int digits = 0; digits <= 9; ++digits, scale *= 10.0) {
        double shorter = round(exact * scale) / scale;
        if ((double)(F)shorter == exact) return shorter;
    }
    return exact;
}

// A time in time steps, whole where it is a multiple of the time step.
template <typename F> IZHI_DEVICE double in_steps(double dt, F time) {
    double steps = decimal(time) / dt;
    double whole = round(steps);
    return abs(steps - whole) <= TOLERANCE * abs(whole) ? whole : steps;
}

// The time at which an iteration begins.
template <typename F> IZHI_DEVICE F time(double dt, u64 iteration) { return (F)((double)iteration * dt); }

// Whether the iteration is the nearest to one of the times that are a period apart, from `first` on.
template <typename F> IZHI_DEVICE bool every(double dt, u64 iteration, F period, F first) {
    double now = (double)iteration, apart = in_steps(dt, period), begin = in_steps(dt, first);
    if (apart <= 0.0) return false;
    double nearest = round((now - begin) / apart);
    bool is_now = false;
    for (double beside = -1.0; beside <= 1.0; beside += 1.0) {
        double count = nearest + beside;
        is_now = is_now || (count >= 0.0 && round_up(begin + count * apart) == now);
    }
    return is_now;
}

// Whether the iteration is from the one that is nearest to `start` on, and before the one that is nearest to `end`.
template <typename F> IZHI_DEVICE bool between(double dt, u64 iteration, F start, F end) {
    double now = (double)iteration;
    return round_up(in_steps(dt, start)) <= now && now < round_up(in_steps(dt, end));
}

// How much of the period has passed, from 0 to less than 1, where one begins at `first`. Of a period that is not positive it is
// no number.
template <typename F> IZHI_DEVICE F phase(double dt, u64 iteration, F period, F first) {
    double apart = in_steps(dt, period), passed = (double)iteration - in_steps(dt, first);
    if (apart <= 0.0) return Format<F>::nan();
    // The remainder of whole numbers is exact.
    bool is_exact = apart == round(apart) && passed == round(passed);
    double count = passed / apart;
    bool is_begin = !is_exact && abs(count - round(count)) <= TOLERANCE + abs(count) * 4.0 * Format<double>::EPSILON;
    double rest = remainder(passed, apart);
    double phase = is_begin ? 0.0 : (rest < 0.0 ? rest + abs(apart) : rest) / apart;
    // What is nearly a whole period must not become one by rounding.
    return min((F)phase, (F)(1.0 - (double)Format<F>::EPSILON / 2.0));
}

// The number of time steps that is nearest to a time; of halves the greater.
template <typename F> IZHI_DEVICE F steps(double dt, F time) {
    double steps = in_steps(dt, time);
    double halves = round(2.0 * steps);
    bool is_half = abs(2.0 * steps - halves) <= TOLERANCE * abs(halves);
    return (F)round_up(is_half ? halves / 2.0 : steps);
}

}  // namespace izhi
