//! What is divided among threads once, when a network is built.

use std::ops::Range;

/// The numbers below `count` in as many parts as there are threads.
pub(crate) fn ranges(threads: usize, count: usize) -> impl Iterator<Item = Range<usize>> {
    let share = count.div_ceil(threads).max(1);
    (0..count.div_ceil(share)).map(move |part| part * share..((part + 1) * share).min(count))
}

/// The results of the parts of the numbers below `count`, in order.
pub(crate) fn divided<T: Send>(threads: usize, count: usize, part: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    in_parallel(ranges(threads, count), part)
}

/// The results of the parts, in order, each from a thread of its own.
pub(crate) fn in_parallel<P: Send, T: Send>(
    parts: impl IntoIterator<Item = P>,
    work: impl Fn(P) -> T + Sync,
) -> Vec<T> {
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || work(part))).collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, T>| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        running.into_iter().map(join).collect()
    })
}
