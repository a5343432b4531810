//! Ranks together: what one has, all get, and what ends one, ends all.

use std::process::ExitCode;

use izhi_mpi::Mpi;
use izhi_runtime::ranks::World;

use crate::mpirun::{self, Outcome, mpirun, text};

/// MPI is begun again.
pub(crate) fn twice() -> Outcome<()> {
    let status = izhi_mpi::run(|_| Err("this never runs"));
    assert_eq!(format!("{status:?}"), format!("{:?}", ExitCode::FAILURE));
    Ok(())
}

/// Something happens to the last rank, while the others wait for it.
pub(crate) fn fails(mpi: &Mpi, happens: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
    if mpi.rank() + 1 == mpi.ranks() {
        return happens();
    }
    let counts = vec![1; mpi.ranks()];
    loop {
        mpi.gather(&[0], &counts, &mut vec![0; mpi.ranks()]);
    }
}

/// Ranks have as many bytes as others, or more than others, or none.
pub(crate) fn gathers(mpi: &Mpi) -> Outcome<()> {
    let (rank, ranks) = (mpi.rank(), mpi.ranks());
    let of_rank = |rank: usize, count: usize| (0..count).map(move |byte| (100 * rank + byte) as u8);
    for counts in [vec![7; ranks], (0..ranks).map(|rank| 10_000 * rank).collect(), vec![0; ranks]] {
        let own: Vec<u8> = of_rank(rank, counts[rank]).collect();
        let expected: Vec<u8> = counts.iter().enumerate().flat_map(|(rank, count)| of_rank(rank, *count)).collect();
        let mut all = vec![0; expected.len()];
        mpi.clone().gather(&own, &counts, &mut all);
        assert_eq!(all, expected, "rank {rank} of {ranks} with {counts:?}");
    }
    println!("{mpi:?} has gathered");
    Ok(())
}

#[test]
fn all_ranks_get_what_each_has() {
    for ranks in 1..=4 {
        if !mpirun::is_there() {
            return;
        }
        let output = mpirun(ranks, "gather");
        assert!(output.status.success(), "{}", text(&output));
        for rank in 0..ranks {
            assert!(
                text(&output).contains(&format!("rank {rank} of {ranks} of MPI has gathered")),
                "{}",
                text(&output)
            );
        }
    }
}

#[test]
fn what_ends_one_rank_ends_all() {
    if !mpirun::is_there() {
        return;
    }
    for (task, words) in [
        ("error", "error: rank 2: the disk is full"),
        ("panic", "the roof is leaking"),
        ("no such", "there is no task no such"),
    ] {
        let output = mpirun(3, task);
        assert!(!output.status.success(), "{task}: {}", text(&output));
        assert!(text(&output).contains(words), "{task}: {}", text(&output));
    }
    let output = mpirun(3, "leave");
    assert!(!output.status.success(), "{}", text(&output));
}

#[test]
fn without_mpirun_there_is_one_rank() {
    if !mpirun::is_there() {
        return;
    }
    let output = mpirun::alone("gather");
    assert!(output.status.success() && text(&output).contains("rank 0 of 1 of MPI has gathered"), "{}", text(&output));
    let output = mpirun::alone("error");
    assert!(!output.status.success() && text(&output).contains("error: the disk is full"), "{}", text(&output));
}

#[test]
fn mpi_begins_once() {
    if !mpirun::is_there() {
        return;
    }
    let output = mpirun(1, "twice");
    assert!(output.status.success() && text(&output).contains("error: MPI has been begun before"), "{}", text(&output));
}
