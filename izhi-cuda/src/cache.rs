//! Compiled programs, kept in memory and in the user's cache folder. What fails there costs compiling once more, and nothing else.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs, process};

/// The binary of a key, if it is kept.
pub(crate) fn read(key: &str) -> Option<Arc<[u8]>> {
    if let Some(binary) = memory(|kept| kept.get(key).cloned()) {
        return Some(binary);
    }
    let binary: Arc<[u8]> = Folder::of_user()?.read(key)?.into();
    memory(|kept| kept.insert(key.to_owned(), Arc::clone(&binary)));
    Some(binary)
}

/// Keeps the binary of a key.
pub(crate) fn write(key: &str, binary: &[u8]) {
    memory(|kept| kept.insert(key.to_owned(), binary.into()));
    if let Some(folder) = Folder::of_user() {
        // A folder that cannot be written to is one without a cache.
        let _ = folder.write(key, binary);
    }
}

fn memory<R>(look: impl FnOnce(&mut BTreeMap<String, Arc<[u8]>>) -> R) -> R {
    static KEPT: Mutex<BTreeMap<String, Arc<[u8]>>> = Mutex::new(BTreeMap::new());
    look(&mut KEPT.lock().unwrap_or_else(PoisonError::into_inner))
}

/// A folder with one file for each key: its [`digest`] behind the name, and in it
///
/// | bytes | what |
/// | --- | --- |
/// | 8 | the digest of all that follows |
/// | 8 | the length of the key |
/// | as many | the key, since two keys may have one digest |
/// | the rest | the binary |
struct Folder(PathBuf);

impl Folder {
    /// That of the user, if there is one.
    fn of_user() -> Option<Self> {
        let absolute = |path: PathBuf| path.is_absolute().then_some(path);
        let named = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).and_then(absolute);
        let caches = named.or_else(|| env::home_dir().and_then(absolute).map(|home| home.join(".cache")))?;
        Some(Folder(caches.join("izhi")))
    }

    fn path(&self, key: &str) -> PathBuf {
        self.0.join(format!("{:016x}.cubin", digest(key.as_bytes())))
    }

    fn read(&self, key: &str) -> Option<Vec<u8>> {
        let file = fs::read(self.path(key)).ok()?;
        let (digest_of_rest, rest) = file.split_first_chunk()?;
        if u64::from_le_bytes(*digest_of_rest) != digest(rest) {
            return None;
        }
        let (length, rest) = rest.split_first_chunk()?;
        let (kept, binary) = rest.split_at_checked(u64::from_le_bytes(*length).try_into().ok()?)?;
        (kept == key.as_bytes()).then(|| binary.to_owned())
    }

    fn write(&self, key: &str, binary: &[u8]) -> io::Result<()> {
        let mut rest = (key.len() as u64).to_le_bytes().to_vec();
        rest.extend_from_slice(key.as_bytes());
        rest.extend_from_slice(binary);
        fs::create_dir_all(&self.0)?;
        replace(&self.path(key), &[&digest(&rest).to_le_bytes(), &rest])
    }
}

/// Writes a file beside, and gives it the name when it is complete: who reads at the same time sees all of it, or that before.
fn replace(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    static WRITTEN: AtomicU64 = AtomicU64::new(0);
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let beside = path.with_extension(format!("{}.{number}.part", process::id()));
    let write = || {
        let mut file = fs::File::create_new(&beside)?;
        parts.iter().try_for_each(|part| file.write_all(part))?;
        fs::rename(&beside, path)
    };
    write().inspect_err(|_| drop(fs::remove_file(&beside)))
}

/// FNV-1a, which is the same in every release of izhi and of Rust.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf29ce484222325, |digest, &byte| (digest ^ u64::from(byte)).wrapping_mul(0x100000001b3))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Folder, digest};

    #[test]
    fn a_digest_is_that_of_its_authors() {
        assert_eq!(digest(b""), 0xcbf29ce484222325);
        assert_eq!(digest(b"foobar"), 0x85944171f73967e8);
    }

    fn with_folder(test: impl FnOnce(&Folder)) {
        let folder = tempfile::tempdir().unwrap();
        test(&Folder(folder.path().join("izhi")));
    }

    #[test]
    fn what_is_written_is_read_and_leaves_one_file() {
        with_folder(|folder| {
            assert_eq!(folder.read("key"), None);
            for binary in [b"first", b"other"] {
                folder.write("key", binary).unwrap();
                assert_eq!(folder.read("key").as_deref(), Some(&binary[..]));
            }
            assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
        });
    }

    #[test]
    fn a_file_of_another_key_is_not_read() {
        with_folder(|folder| {
            folder.write("key", b"binary").unwrap();
            fs::rename(folder.path("key"), folder.path("other")).unwrap();
            assert_eq!(folder.read("other"), None);
        });
    }

    #[test]
    fn a_broken_file_is_not_read_and_is_replaced() {
        with_folder(|folder| {
            folder.write("key", b"binary").unwrap();
            let file = fs::read(folder.path("key")).unwrap();
            for length in 0..file.len() {
                fs::write(folder.path("key"), &file[..length]).unwrap();
                assert_eq!(folder.read("key"), None, "{length} bytes of it");
                let mut changed = file.clone();
                changed[length] ^= 1;
                fs::write(folder.path("key"), changed).unwrap();
                assert_eq!(folder.read("key"), None, "byte {length}");
            }
            folder.write("key", b"binary").unwrap();
            assert_eq!(folder.read("key").as_deref(), Some(&b"binary"[..]));
        });
    }

    #[test]
    fn a_folder_that_cannot_be_is_an_error_that_leaves_nothing() {
        with_folder(|folder| {
            fs::write(&folder.0, "a file in its place").unwrap();
            assert!(folder.write("key", b"binary").is_err());
            assert_eq!(folder.read("key"), None);
        });
    }
}
