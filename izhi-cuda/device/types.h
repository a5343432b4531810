// What a device program is compiled with: by NVRTC for a GPU, and as C++17 with one thread for tests.
#pragma once

#ifdef __CUDACC__
#define IZHI_DEVICE __device__ __forceinline__
#define IZHI_CONSTANT __device__ const
#else
#define IZHI_DEVICE static inline
#define IZHI_CONSTANT static const
#endif

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int i32;
typedef long long i64;
