// What a device program is compiled with: by NVRTC for a GPU, and as C++17 for tests.

#ifdef __CUDACC__
// A program does not call all of this.
#pragma nv_diag_suppress 177
#define IZHI_DEVICE static __device__ __forceinline__
#define IZHI_DEVICE_METHOD __device__ __forceinline__
// What is long, and called where that costs little: it stands in the program once.
#define IZHI_DEVICE_CALLED static __device__ __noinline__
#define IZHI_CONSTANT __device__ const
#else
#include <cmath>
#include <cstring>
#include <thread>
#define IZHI_DEVICE static inline
#define IZHI_DEVICE_METHOD inline
#define IZHI_DEVICE_CALLED static
#define IZHI_CONSTANT static const
#endif

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int i32;
typedef long long i64;
