// What a device program finds where each lane is a thread, as on a GPU: lanes take turns, in an order that is drawn, and each
// goes on until it waits for others. So what depends on an order that nothing makes sure of, or on a lane that does
// something else than those who wait for it, is found without a GPU.

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <ucontext.h>
#include <vector>

namespace lanes {

// For what a lane waits.
enum class Wait { nothing, shuffle, ballot, match, warp, group, pause, end };

const char *const NAMES[] = {"nothing", "a shuffle", "a ballot", "a match", "its warp", "its group", "nothing", "nothing"};

struct Lane {
    ucontext_t context;
    std::unique_ptr<char[]> stack;
    unsigned group, thread;
    Wait wait = Wait::nothing;
    // What it gives to the others, whose lane it asks, and what it gets.
    unsigned long long given = 0, got = 0;
    unsigned asked = 0;
};

struct Index {
    unsigned x;
};

static thread_local Lane *current = nullptr;
static thread_local ucontext_t scheduler;

static __attribute__((noinline)) unsigned long long wait_for(Wait wait, unsigned long long given, unsigned asked) {
    Lane *own = current;
    own->wait = wait;
    own->given = given;
    own->asked = asked;
    swapcontext(&own->context, &scheduler);
    return own->got;
}

template <class T> static unsigned long long bits_of(T value) {
    unsigned long long bits = 0;
    std::memcpy(&bits, &value, sizeof value);
    return bits;
}

template <class T> static T value_of(unsigned long long bits) {
    T value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

static void pause() { wait_for(Wait::pause, 0, 0); }

}

static thread_local lanes::Index threadIdx, blockIdx, blockDim, gridDim;

template <class T> static T __shfl_sync(unsigned, T value, unsigned lane) {
    return lanes::value_of<T>(lanes::wait_for(lanes::Wait::shuffle, lanes::bits_of(value), lane));
}
static unsigned __ballot_sync(unsigned, int flag) { return (unsigned)lanes::wait_for(lanes::Wait::ballot, flag != 0, 0); }
static unsigned __match_any_sync(unsigned, unsigned key) { return (unsigned)lanes::wait_for(lanes::Wait::match, key, 0); }
static void __syncwarp() { lanes::wait_for(lanes::Wait::warp, 0, 0); }
static void __syncthreads() { lanes::wait_for(lanes::Wait::group, 0, 0); }
static int __popc(unsigned bits) { return __builtin_popcount(bits); }
static int __ffs(int bits) { return __builtin_ffs(bits); }
template <class T> static T atomicAdd(T *to, T number) {
    T before = *to;
    *to += number;
    return before;
}
static unsigned __float_as_uint(float value) { return lanes::bits_of(value); }
static float __uint_as_float(unsigned bits) { return lanes::value_of<float>(bits); }
static long long __double_as_longlong(double value) { return (long long)lanes::bits_of(value); }
static double __longlong_as_double(long long bits) { return lanes::value_of<double>((unsigned long long)bits); }

#define __CUDACC__ 1
#define IZHI_THREADS 1024
#define IZHI_SMALL
#define __device__
#define __global__
#define __forceinline__ inline
#define __noinline__ __attribute__((noinline))
#define __launch_bounds__(threads)
#define __shared__ thread_local
