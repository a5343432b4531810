// The microcircuit of Potjans and Diesmann (2014) by hand on one GPU, as a yardstick: nvcc -O3 -arch=native -std=c++17 microcircuit_limit.cu
// usage: a.out [SECONDS=1] [FIXED=0|1] [MODE=0 persistent|1 graph]   FIXED: sums in 32-bit fixed point (same bits in any order)
#include <cooperative_groups.h>
#include <cub/cub.cuh>
#include <cstdio>
#include <cstdlib>
#include <cmath>
#include <vector>
#include <chrono>
namespace cg = cooperative_groups;
#define OK(x) do { cudaError_t e = (x); if (e != cudaSuccess) { printf("%s: %s line %d\n", #x, cudaGetErrorString(e), __LINE__); exit(1); } } while (0)
using u32 = unsigned; using u64 = unsigned long long;
const int NN[8] = {20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948};
const double EXT[8] = {1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100};
const float START[8][2] = {{-68.28f,5.36f},{-63.16f,4.57f},{-63.33f,4.74f},{-63.45f,4.94f},{-63.11f,4.94f},{-61.66f,4.55f},{-66.72f,5.46f},{-61.43f,4.48f}};
const double P[8][8] = {
 {0.1009,0.1689,0.0437,0.0818,0.0323,0,0.0076,0},{0.1346,0.1371,0.0316,0.0515,0.0755,0,0.0042,0},{0.0077,0.0059,0.0497,0.135,0.0067,0.0003,0.0453,0},{0.0691,0.0029,0.0794,0.1597,0.0033,0,0.1057,0},
 {0.1004,0.0622,0.0505,0.0057,0.0831,0.3726,0.0204,0},{0.0548,0.0269,0.0257,0.0022,0.06,0.3158,0.0086,0},{0.0156,0.0066,0.0211,0.0166,0.0572,0.0197,0.0396,0.2252},{0.0364,0.001,0.0034,0.0005,0.0277,0.008,0.0658,0.1443}};
constexpr float W = 87.81f; constexpr int RING = 128; constexpr float SCALE = 1024.0f;
__host__ __device__ inline u64 mix(u64 z) { z += 0x9E3779B97F4A7C15ull; z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull; z = (z ^ (z >> 27)) * 0x94D049BB133111EBull; return z ^ (z >> 31); }
__host__ __device__ inline u32 mix32(u32 x) { x ^= x >> 16; x *= 0x7feb352du; x ^= x >> 15; x *= 0x846ca68bu; return x ^ (x >> 16); }
__device__ inline float normal(u64 a) { float u = ((u32)(a >> 40) + 0.5f) / 16777216.0f, v = ((u32)(a & 0xFFFFFF)) / 16777216.0f; return sqrtf(-2.0f * logf(u)) * cospif(2.0f * v); }
struct Syn { u32 to; float w; }; // target | delay << 17
struct Proj { int sa, sn, ta, tn; u64 k; float w, sd, delay, dsd; u64 seed; };
__device__ inline void draw(const Proj& p, u64 k, int& s, Syn& y) {
  u64 a = mix(p.seed ^ k * 4), b = mix(a), c = mix(b), d = mix(c);
  s = p.sa + (int)(((a >> 32) * (u64)p.sn) >> 32); int t = p.ta + (int)(((b >> 32) * (u64)p.tn) >> 32);
  float delay; u64 e = d; do { delay = p.delay + p.dsd * normal(e); e = mix(e); } while (delay < 0.1f || delay > 8.0f);
  int steps = max(1, min(80, (int)rintf(delay * 10.0f)));
  float w = p.w + p.sd * normal(c); y.to = (u32)t | (u32)steps << 17; y.w = (w > 0) == (p.w > 0) ? w : 0.0f;
}
__global__ void count(Proj p, u32* n) { for (u64 k = blockIdx.x * (u64)blockDim.x + threadIdx.x; k < p.k; k += gridDim.x * (u64)blockDim.x) { int s; Syn y; draw(p, k, s, y); atomicAdd(&n[s], 1u); } }
__global__ void fill(Proj p, u32* at, Syn* out) { for (u64 k = blockIdx.x * (u64)blockDim.x + threadIdx.x; k < p.k; k += gridDim.x * (u64)blockDim.x) { int s; Syn y; draw(p, k, s, y); out[atomicAdd(&at[s], 1u)] = y; } }
struct Net { int n; float *v, *current; int* waiting; unsigned char* pop; u32* starts; Syn* syn; void* ring; u32* list; u32* found; u64* spikes; };
__constant__ u32 cdf[8][16];
struct Const { float leak, left, by_current; };
template <bool FIXED> __device__ void neurons(const Net& g, Const c, int step, int from, int stride) {
  u32 key = mix32((u32)step ^ 0xABCD1234u); int slot = step % RING;
  for (int i = from; i < g.n; i += stride) {
    int p = g.pop[i]; u32 u = mix32((u32)i ^ key); int k = 0;
#pragma unroll
    for (int j = 0; j < 16; j++) k += u >= cdf[p][j];
    float input;
    if (FIXED) { int* r = (int*)g.ring + (size_t)slot * g.n + i; input = *r * (1.0f / SCALE); if (*r) *r = 0; } else { float* r = (float*)g.ring + (size_t)slot * g.n + i; input = *r; if (input != 0) *r = 0; }
    float v = g.v[i], cur = g.current[i] ; int w = g.waiting[i];
    // what arrives in this step was sent before: it enters the current first, as in the program for the CPU
    float next = w > 0 ? v : -65.0f + c.leak * (v + 65.0f) + c.by_current * cur;
    bool f = next >= -50.0f; g.v[i] = f ? -65.0f : next; int nw = f ? 20 : max(w - 1, 0); if (nw != w) g.waiting[i] = nw;
    g.current[i] = cur * c.left + W * k + input;
    if (f) { g.list[(size_t)(step & 1) * g.n + atomicAdd(&g.found[step & 3], 1u)] = i; if (step >= 1000) atomicAdd(&g.spikes[p], 1ull); }
  }
}
template <bool FIXED> __device__ void deliver(const Net& g, int step, int block, int blocks) {
  u32 n = *(volatile u32*)&g.found[step & 3]; if (block == 0 && threadIdx.x == 0) g.found[(step + 2) & 3] = 0;
  if (!n) return; int slices = max(1, blocks / (int)n);
  for (int item = block; item < (int)n * slices; item += blocks) {
    u32 s = g.list[(size_t)(step & 1) * g.n + item / slices]; u32 a = g.starts[s], b = g.starts[s + 1]; u32 len = (b - a + slices - 1) / slices;
    u32 lo = a + (item % slices) * len, hi = min(b, lo + len);
    for (u32 k = lo + threadIdx.x; k < hi; k += blockDim.x) {
      uint2 y = __ldg((const uint2*)&g.syn[k]); int slot = (step + (int)(y.x >> 17)) % RING; size_t at = (size_t)slot * g.n + (y.x & 0x1FFFF); float w = __uint_as_float(y.y);
      if (FIXED) atomicAdd((int*)g.ring + at, __float2int_rn(w * SCALE)); else atomicAdd((float*)g.ring + at, w);
    }
  }
}
template <bool FIXED> __global__ void __launch_bounds__(512) persistent(Net g, Const c, int from, int to) {
  auto grid = cg::this_grid(); int id = blockIdx.x * blockDim.x + threadIdx.x, all = gridDim.x * blockDim.x;
  for (int step = from; step < to; step++) { neurons<FIXED>(g, c, step, id, all); grid.sync(); deliver<FIXED>(g, step, blockIdx.x, gridDim.x); grid.sync(); }
}
template <bool FIXED> __global__ void kn(Net g, Const c, int* step) { neurons<FIXED>(g, c, *step, blockIdx.x * blockDim.x + threadIdx.x, gridDim.x * blockDim.x); }
template <bool FIXED> __global__ void kd(Net g, int* step) { deliver<FIXED>(g, *step, blockIdx.x, gridDim.x); }
__global__ void tick(int* step) { ++*step; }
__global__ void init(Net g, const float2* start) { int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < g.n) { g.v[i] = start[g.pop[i]].x + start[g.pop[i]].y * normal(mix(777777ull + i)); } }
__global__ void syncs(int n) { auto grid = cg::this_grid(); for (int i = 0; i < n; i++) grid.sync(); }
double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }
template <bool FIXED> void go(Net g, Const c, double seconds, int mode) {
  int steps = (int)(seconds * 10000), sms; OK(cudaDeviceGetAttribute(&sms, cudaDevAttrMultiProcessorCount, 0)); int per = 0;
  OK(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&per, persistent<FIXED>, 512, 0)); per = per > 1 ? 1 : per; int blocks = sms * per;
  cudaEvent_t a, b; OK(cudaEventCreate(&a)); OK(cudaEventCreate(&b)); double took = 0;
  if (mode == 0) {
    auto launch = [&](int from, int to) { void* args[] = {&g, &c, &from, &to}; OK(cudaLaunchCooperativeKernel((void*)persistent<FIXED>, blocks, 512, args)); };
    launch(0, 1000); OK(cudaDeviceSynchronize()); double t = now(); for (int s = 1000; s < steps + 1000; s += 1000) launch(s, s + 1000); OK(cudaDeviceSynchronize()); took = now() - t;
  } else {
    int* step; OK(cudaMalloc(&step, 4)); OK(cudaMemset(step, 0, 4)); cudaStream_t st; OK(cudaStreamCreate(&st)); cudaGraph_t gr; cudaGraphExec_t ex;
    OK(cudaStreamBeginCapture(st, cudaStreamCaptureModeGlobal)); for (int i = 0; i < 100; i++) { kn<FIXED><<<(g.n + 255) / 256, 256, 0, st>>>(g, c, step); kd<FIXED><<<sms * 4, 256, 0, st>>>(g, step); tick<<<1, 1, 0, st>>>(step); }
    OK(cudaStreamEndCapture(st, &gr)); OK(cudaGraphInstantiate(&ex, gr, 0)); for (int i = 0; i < 10; i++) OK(cudaGraphLaunch(ex, st)); OK(cudaStreamSynchronize(st));
    double t = now(); for (int i = 0; i < steps / 100; i++) OK(cudaGraphLaunch(ex, st)); OK(cudaStreamSynchronize(st)); took = now() - t;
  }
  u64 spikes[8]; OK(cudaMemcpy(spikes, g.spikes, sizeof spikes, cudaMemcpyDeviceToHost)); printf("%s %s: %.4f s for %.1f s, real-time factor %.4f, %.2f us a step; Hz", mode ? "graph" : "persistent", FIXED ? "fixed" : "f32", took, seconds, took / seconds, took / steps * 1e6);
  u64 hash = 0; for (int p = 0; p < 8; p++) { printf(" %.2f", spikes[p] / (double)NN[p] / seconds); hash = mix(hash ^ spikes[p]); } 
  std::vector<float> v(g.n); OK(cudaMemcpy(v.data(), g.v, g.n * 4, cudaMemcpyDeviceToHost)); for (float x : v) { u32 bits; memcpy(&bits, &x, 4); hash = mix(hash ^ bits); } printf("  hash %016llx\n", hash);
}
int main(int argc, char** argv) {
  double seconds = argc > 1 ? atof(argv[1]) : 1; cudaDeviceProp d; OK(cudaGetDeviceProperties(&d, 0)); printf("%s, %d SMs\n", d.name, d.multiProcessorCount);
  int at[9] = {0}; for (int p = 0; p < 8; p++) at[p + 1] = at[p] + NN[p]; int n = at[8]; Net g; g.n = n;
  double t = now(); OK(cudaMalloc(&g.starts, (n + 1) * 4)); OK(cudaMemset(g.starts, 0, (n + 1) * 4)); std::vector<Proj> ps; u64 total = 0;
  for (int t = 0; t < 8; t++) for (int s = 0; s < 8; s++) if (P[t][s] > 0) { u64 k = (u64)llround(log(1 - P[t][s]) / log(1 - 1.0 / ((double)NN[s] * NN[t]))); float w = W * (s % 2 ? -4.0f : t == 0 && s == 2 ? 2.0f : 1.0f), dl = s % 2 ? 0.75f : 1.5f;
      ps.push_back({at[s], NN[s], at[t], NN[t], k, w, fabsf(w) * 0.1f, dl, dl * 0.5f, mix(t * 8 + s + 99)}); total += k; }
  u32* cursor; OK(cudaMalloc(&cursor, (n + 1) * 4)); OK(cudaMalloc(&g.syn, total * sizeof(Syn))); for (auto& p : ps) count<<<1056, 256>>>(p, g.starts);
  void* tmp = nullptr; size_t bytes = 0; cub::DeviceScan::ExclusiveSum(tmp, bytes, g.starts, cursor, n + 1); OK(cudaMalloc(&tmp, bytes)); cub::DeviceScan::ExclusiveSum(tmp, bytes, g.starts, cursor, n + 1); OK(cudaMemcpy(g.starts, cursor, (n + 1) * 4, cudaMemcpyDeviceToDevice));
  for (auto& p : ps) fill<<<1056, 256>>>(p, cursor, g.syn); OK(cudaDeviceSynchronize()); printf("%llu synapses built in %.3f s\n", total, now() - t);
  OK(cudaMalloc(&g.v, n * 4)); OK(cudaMalloc(&g.current, n * 4)); OK(cudaMalloc(&g.waiting, n * 4)); OK(cudaMalloc(&g.pop, n)); OK(cudaMalloc(&g.ring, (size_t)RING * n * 4)); OK(cudaMalloc(&g.list, (size_t)n * 8)); OK(cudaMalloc(&g.found, 16)); OK(cudaMalloc(&g.spikes, 64));
  std::vector<unsigned char> pop(n); for (int p = 0; p < 8; p++) for (int i = at[p]; i < at[p + 1]; i++) pop[i] = p; OK(cudaMemcpy(g.pop, pop.data(), n, cudaMemcpyHostToDevice)); float2* start; OK(cudaMalloc(&start, 64)); OK(cudaMemcpy(start, START, 64, cudaMemcpyHostToDevice));
  u32 table[8][16]; for (int p = 0; p < 8; p++) { double mean = EXT[p] * 8 / 1000 * 0.1, term = exp(-mean), below = 0; for (int k = 0; k < 16; k++) { below += term; table[p][k] = (u32)fmin(below * 4294967296.0, 4294967295.0); term *= mean / (k + 1); } } OK(cudaMemcpyToSymbol(cdf, table, sizeof table));
  double leak = exp(-0.1 / 10), left = exp(-0.1 / 0.5); Const c{(float)leak, (float)left, (float)((left - leak) * 10 * 0.5 / ((0.5 - 10) * 250))};
  auto reset = [&]() { OK(cudaMemset(g.current, 0, n * 4)); OK(cudaMemset(g.waiting, 0, n * 4)); OK(cudaMemset(g.ring, 0, (size_t)RING * n * 4)); OK(cudaMemset(g.found, 0, 16)); OK(cudaMemset(g.spikes, 0, 64)); init<<<(n + 255) / 256, 256>>>(g, start); OK(cudaDeviceSynchronize()); };
  for (int r = 0; r < 2; r++) { reset(); go<false>(g, c, seconds, 0); reset(); go<true>(g, c, seconds, 0); } reset(); go<false>(g, c, seconds, 1); reset(); go<true>(g, c, seconds, 1); reset(); go<true>(g, c, seconds * 10, 0);
  int m = 10000; void* args[] = {&m}; double q = now(); OK(cudaLaunchCooperativeKernel((void*)syncs, d.multiProcessorCount, 512, args)); OK(cudaDeviceSynchronize()); printf("a grid barrier: %.2f us\n", (now() - q) / m * 1e6);
}
