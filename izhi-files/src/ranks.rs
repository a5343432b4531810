//! Folders with something of each rank that runs a network, and an index that says what is where.
//!
//! `ranks.txt` is written by rank 0 when all ranks have written theirs, a line for each thing:
//!
//! ```text
//! version 0.1.0
//! network Net
//! fingerprint 8c1f...
//! iteration 1000
//! ranks 2
//! file 0 rank-0.1.npz
//! neurons 0 cells 0 512          the first neuron and the one behind the last, of each group
//! file 1 rank-1.1.npz
//! neurons 1 cells 512 900
//! ```

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use izhi_runtime::{Network, Result, ranks};

use crate::npz::{failed, replace_file};

/// The index in a folder.
const INDEX: &str = "ranks.txt";

/// Whether each of several ranks has a part of what is written.
pub(crate) fn are_several<N: Network>(net: &N) -> bool {
    net.ranks() > 1 && !net.is_gathered()
}

/// Writes a file of each rank into a folder. They are new files beside the old ones, and take the place of those when all of them
/// are complete and the index names them, so that the index names whole ones at any time.
pub(crate) fn write_files<N: Network>(net: &N, folder: &Path, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let number = new_number(net, folder)?;
    let name = |rank: usize| format!("rank-{rank}.{number}.npz");
    agree(net, write(&folder.join(name(net.rank()))))?;
    write_index(net, folder, name)?;
    agree(net, remove_old(folder, net.rank(), number))
}

/// The number of the files that are to come, one more than that of those which are there.
fn new_number<N: Network>(net: &N, folder: &Path) -> Result<u64> {
    let found = if net.rank() == 0 { begin(folder).and_then(|()| last_number(folder)) } else { Ok(0) };
    Ok(net.executor().collect(vec![net.executor().agree(found)?])[0] + 1)
}

fn begin(folder: &Path) -> Result<()> {
    if folder.is_file() {
        return Err(failed(folder, "several ranks write into a folder, and this is a file"));
    }
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))
}

/// The number of the files that an index names; zero where there is none.
fn last_number(folder: &Path) -> Result<u64> {
    let Some(index) = Index::read(folder)? else { return Ok(0) };
    Ok(index.files.iter().filter_map(|name| number_of(name)?.1.parse().ok()).max().unwrap_or(0))
}

/// The rank and the number in the name of a file.
fn number_of(name: &str) -> Option<(&str, &str)> {
    name.strip_prefix("rank-")?.strip_suffix(".npz")?.split_once('.')
}

/// Removes the files of a rank that have another number.
fn remove_old(folder: &Path, rank: usize, number: u64) -> Result<()> {
    let (rank, number) = (rank.to_string(), number.to_string());
    let folder_failed = |error: io::Error| failed(folder, error);
    for entry in fs::read_dir(folder).map_err(folder_failed)? {
        let name = entry.map_err(folder_failed)?.file_name();
        let is_old = name.to_str().and_then(number_of).is_some_and(|own| own.0 == rank && own.1 != number);
        if is_old {
            let path = folder.join(name);
            fs::remove_file(&path).map_err(|error| failed(&path, error))?;
        }
    }
    Ok(())
}

/// Writes several files of each rank, into a folder of its own.
#[cfg(any(feature = "parquet", feature = "sonata"))]
pub(crate) fn write_folder<N: Network>(net: &N, folder: &Path, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let written = write(&own_folder(net, folder));
    write_folder_index(net, folder, written)
}

/// The folder of this rank within one for all: what there is of several files. One rank has the folder for itself.
pub(crate) fn own_folder<N: Network>(net: &N, folder: &Path) -> PathBuf {
    match are_several(net) {
        true => folder.join(format!("rank-{}", net.rank())),
        false => folder.to_owned(),
    }
}

/// Writes the index of such folders, when all ranks have made theirs.
pub(crate) fn write_folder_index<N: Network, T>(net: &N, folder: &Path, made: Result<T>) -> Result<T> {
    let made = net.executor().agree(made)?;
    if are_several(net) {
        write_index(net, folder, |rank| format!("rank-{rank}"))?;
    }
    Ok(made)
}

/// An error of one rank is one of all, where all take part.
pub(crate) fn agree<N: Network>(net: &N, result: Result<()>) -> Result<()> {
    net.executor().agree(result)
}

fn write_index<N: Network>(net: &N, folder: &Path, name: impl Fn(usize) -> String) -> Result<()> {
    let write = || {
        let text = index(net, name);
        let path = folder.join(INDEX);
        replace_file(&path, |mut file| {
            io::Write::write_all(&mut file, text.as_bytes()).map_err(|error| failed(&path, error))
        })
    };
    agree(net, if net.rank() == 0 { write() } else { Ok(()) })
}

/// What is where.
fn index<N: Network>(net: &N, name: impl Fn(usize) -> String) -> String {
    let (version, ranks) = (env!("CARGO_PKG_VERSION"), net.ranks());
    let mut text = format!(
        "version {version}\nnetwork {}\nfingerprint {:016x}\niteration {}\nranks {ranks}\n",
        net.name(),
        net.fingerprint(),
        net.iteration()
    );
    for rank in 0..ranks {
        text.push_str(&format!("file {rank} {}\n", name(rank)));
        for group in net.groups() {
            let own = ranks::own(group.population().size(), rank, ranks);
            text.push_str(&format!("neurons {rank} {} {} {}\n", group.population().name(), own.start, own.end));
        }
    }
    text
}

/// What an index says.
pub(crate) struct Index {
    /// The file of each rank.
    files: Vec<String>,
}

impl Index {
    /// That of a folder, where there is one.
    fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(INDEX);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&path, error)),
        };
        let wrong = || failed(&path, "an index of ranks was expected, which names a file for each, and this is none");
        let ranks: usize = text.lines().find_map(|line| line.strip_prefix("ranks ")?.parse().ok()).ok_or_else(wrong)?;
        let files = text.lines().filter_map(|line| line.strip_prefix("file ")?.split_once(' '));
        let files: Vec<(usize, &str)> = files.filter_map(|(rank, name)| Some((rank.parse().ok()?, name))).collect();
        if files.len() != ranks || files.iter().enumerate().any(|(number, (rank, _))| number != *rank) {
            return Err(wrong());
        }
        Ok(Some(Index { files: files.into_iter().map(|(_, name)| name.to_owned()).collect() }))
    }
}

/// The file from which a rank goes on: the path itself, where the network has one rank.
pub(crate) fn own_file<N: Network>(net: &N, path: &Path) -> Result<PathBuf> {
    let (ranks, index) = (net.ranks(), if path.is_dir() { Index::read(path)? } else { None });
    match index {
        Some(Index { files }) if files.len() == ranks => Ok(path.join(&files[net.rank()])),
        Some(Index { files }) => {
            let here = if ranks == 1 { "one process".to_owned() } else { format!("{ranks} ranks") };
            Err(failed(path, format!("this is a checkpoint of {} ranks, and the network is of {here}", files.len())))
        }
        None if path.is_dir() => {
            Err(failed(path, format!("a checkpoint was expected, and this is a folder without `{INDEX}`")))
        }
        None if ranks > 1 => {
            let reason = format!("{ranks} ranks go on from a folder with a file for each, and this is no folder");
            Err(failed(path, reason))
        }
        None => Ok(path.to_owned()),
    }
}
