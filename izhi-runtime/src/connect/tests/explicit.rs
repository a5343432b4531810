//! Synapses that are given: pairs, compressed rows, files.

use super::*;

#[test]
fn pairs_are_connected_as_often_as_they_are_there() {
    let given = vec![(2, 0), (0, 4), (2, 0), (0, 1), (2, 3)];
    assert_eq!(list(&pairs(given.clone()), &line(3, 5, 0)), [(0, 1), (0, 4), (2, 0), (2, 0), (2, 3)]);
    assert_eq!(
        list(&pairs(given.clone()).between([9, 7, 8], 10..15), &line(10, 20, 0)),
        [(7, 11), (7, 14), (9, 10), (9, 10), (9, 13)]
    );
    assert_eq!(
        reason(&pairs(given.clone()), &line(2, 5, 0)),
        "expected a source below 2 and a target below 5, and (2, 0) was found in entry 0, counting from 0"
    );
    assert!(reason(&pairs(given), &line(3, 4, 0)).ends_with("(0, 4) was found in entry 1, counting from 0"));
    assert!(list(&pairs(vec![]), &line(3, 5, 0)).is_empty());
}

#[test]
fn compressed_rows_are_put_in_order() {
    let rows = compressed_rows(vec![0, 2, 2, 5], vec![4, 1, 3, 0, 3]);
    assert_eq!(list(&rows, &line(3, 5, 0)), [(0, 1), (0, 4), (2, 0), (2, 3), (2, 3)]);
    assert_eq!(list(&rows.between(4..7, ..5), &group(9, 0)), [(4, 1), (4, 4), (6, 0), (6, 3), (6, 3)]);
}

#[test]
fn impossible_compressed_rows_are_errors() {
    let cases = [
        (vec![0, 2, 5], vec![0; 5], "expected 4 starts of rows, and 3 were found"),
        (vec![], vec![], "expected 4 starts of rows, and 0 were found"),
        (vec![1, 2, 3, 5], vec![0; 5], "expected the first row to start at 0, and 1 was found"),
        (vec![0, 2, 3, 4], vec![0; 5], "expected the last row to end at 5, and 4 was found"),
        (vec![0, 4, 2, 5], vec![0; 5], "expected starts in ascending order, and 2 was found after 4 at 2"),
        (vec![0, 9, 9, 5], vec![0; 5], "expected starts in ascending order, and 5 was found after 9 at 3"),
        (vec![0, 1, 2, 3], vec![0, 5, 1], "expected targets below 5, and 5 was found at 1"),
    ];
    for (starts, targets, expected) in cases {
        assert_eq!(reason(&compressed_rows(starts, targets), &line(3, 5, 0)), expected);
    }
}

/// A file that is removed at the end.
struct Written(std::path::PathBuf);

impl Written {
    fn new(content: &[u8]) -> Self {
        static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("izhi-connect-{}-{count}.mtx", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Written(path)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        _ = std::fs::remove_file(&self.0);
    }
}

fn read(content: &str) -> Result<MatrixMarket> {
    matrix_market(&Written::new(content.as_bytes()).0)
}

#[test]
fn files_are_read() {
    let general = "%%MatrixMarket matrix coordinate real general\n% rows, columns\n\n 3 4 5 \n2 1 0.5\n3 4 -1e3\n\
                   % between\n1 4 2\n 3\t4  7.25 \n1 1 0.125";
    let matrix = read(general).unwrap();
    // Columns are sources.
    assert_eq!(list(&matrix, &line(4, 3, 0)), [(0, 0), (0, 1), (3, 0), (3, 2), (3, 2)]);
    assert_eq!(matrix.values(), [0.125, 0.5, 2.0, -1000.0, 7.25]);
    assert_eq!(matrix.len(), 5);
    let windows = read(&general.replace('\n', "\r\n")).unwrap();
    assert_eq!(windows.values(), matrix.values());
    assert_eq!(list(&windows.between(5..9, [1, 3, 5]), &group(9, 0)), [(5, 1), (5, 3), (8, 1), (8, 5), (8, 5)]);

    let pattern = read("%%matrixmarket MATRIX Coordinate Pattern Symmetric\n3 3 3\n1 1\n3 1\n3 2\n").unwrap();
    assert_eq!(list(&pattern, &group(3, 0)), [(0, 0), (0, 2), (1, 2), (2, 0), (2, 1)]);
    assert_eq!(pattern.values(), [1.0; 5]);

    let symmetric = read("%%MatrixMarket matrix coordinate integer symmetric\n3 3 3\n1 1 -4\n3 1 5\n3 2 6\n").unwrap();
    assert_eq!(symmetric.values(), [-4.0, 5.0, 6.0, 5.0, 6.0]);

    let skew = read("%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n2 1 3.5\n").unwrap();
    assert_eq!(list(&skew, &group(2, 0)), [(0, 1), (1, 0)]);
    assert_eq!(skew.values(), [3.5, -3.5]);

    assert!(read("%%MatrixMarket matrix coordinate real general\n5 5 0\n").unwrap().is_empty());
    let comment = b"%%MatrixMarket matrix coordinate pattern general\n% caf\xe9\n1 1 1\n1 1\n";
    assert_eq!(matrix_market(&Written::new(comment).0).unwrap().len(), 1);
}

#[test]
fn a_file_gives_back_what_was_written() {
    let structure = connected(&fixed_total(5000), &line(90, 70, 3));
    let mut lines: Vec<String> = structure
        .pairs()
        .enumerate()
        .map(|(k, (source, target))| format!("{} {} {k}", target + 1, source + 1))
        .collect();
    lines.reverse();
    let content = format!("%%MatrixMarket matrix coordinate real general\n70 90 5000\n{}\n", lines.join("\n"));
    let matrix = read(&content).unwrap();
    assert!(list(&matrix, &line(90, 70, 0)).into_iter().eq(structure.pairs()));
    // Values go with their synapses; only those of one pair are in the order of the file.
    let given: Vec<_> = structure.pairs().collect();
    assert!(matrix.values().iter().zip(&given).all(|(&value, pair)| given[value as usize] == *pair));
}

#[test]
fn wrong_files_are_errors_with_the_line() {
    let real = |rest: &str| format!("%%MatrixMarket matrix coordinate real general\n{rest}");
    let of = |symmetry: &str, rest: &str| format!("%%MatrixMarket matrix coordinate {symmetry}\n{rest}");
    let cases = [
        (String::new(), "`%%MatrixMarket matrix coordinate`, a field and a symmetry, and `` was found in line 1"),
        ("3 3 1\n1 1 1\n".to_owned(), "a field and a symmetry, and `3 3 1` was found in line 1"),
        ("%%MatrixMarket matrix array real general\n".to_owned(), "`coordinate`, and `array` was found in line 1"),
        (of("complex general", ""), "or `real`, and `complex` was found in line 1"),
        (of("real hermitian", ""), "`skew-symmetric`, and `hermitian` was found in line 1"),
        (of("pattern skew-symmetric", ""), "and `skew-symmetric` was found in line 1"),
        (real("% nothing\n"), "rows, columns and entries, and `the end of the file` was found in line 3"),
        (real("3 3\n"), "rows, columns and entries, and `3 3` was found in line 2"),
        (real("3 -3 1\n"), "rows, columns and entries, and `3 -3 1` was found in line 2"),
        (real("5000000000 3 1\n"), "fewer than 2^32 rows and columns, and `5000000000 3 1` was found in line 2"),
        (real("3 3 2\n1 1 1\n\n"), "expected 2 entries, and `the end of the file after 1` was found in line 5"),
        (real("3 3 1\n1 1 1\n2 2 2\n"), "the end of the file after 1 entries, and `2 2 2` was found in line 4"),
        (real("3 3 1\n0 1 1\n"), "a row from 1 to 3, and `0 1 1` was found in line 3"),
        (real("3 3 1\n1 4 1\n"), "a column from 1 to 3, and `1 4 1` was found in line 3"),
        (real("3 3 1\n1\n"), "a column from 1 to 3, and `1` was found in line 3"),
        (real("3 3 1\n1 1\n"), "a finite number, and `1 1` was found in line 3"),
        (real("3 3 1\n% comment\n1 1 nan\n"), "a finite number, and `1 1 nan` was found in line 4"),
        (real("3 3 1\n1 1 1 1\n"), "the end of the line, and `1` was found in line 3"),
        (of("integer general", "3 3 1\n1 1 1.5\n"), "a whole number, and `1 1 1.5` was found in line 3"),
        (of("real symmetric", "3 4 0\n"), "as many rows as columns in a matrix with a symmetry, and `3 4 0`"),
        (of("real symmetric", "3 3 1\n1 2 1\n"), "on or below the diagonal, and `1 2 1` was found in line 3"),
        (of("real skew-symmetric", "3 3 1\n2 2 1\n"), "below the diagonal, and `2 2 1` was found in line 3"),
    ];
    for (content, expected) in cases {
        let error = read(&content).unwrap_err().to_string();
        assert!(error.starts_with("file `") && error.contains(expected), "{error}\n{expected}");
    }
    assert!(matches!(read(&real("3 3 99999999999999999\n")), Err(Error::Memory { .. })));
    let missing = matrix_market("/nowhere/missing.mtx").unwrap_err().to_string();
    assert!(missing.starts_with("file `/nowhere/missing.mtx`: "), "{missing}");
}

#[test]
fn a_matrix_of_another_size_is_an_error() {
    let matrix = read("%%MatrixMarket matrix coordinate pattern general\n3 4 0\n").unwrap();
    let found = reason(&matrix, &line(3, 4, 0));
    let expected = "expected a matrix of 4 rows (targets) and 3 columns (sources), and 3 rows and 4 columns were found";
    assert!(found.starts_with(expected), "{found}");
}
