//! The tests of group-core and group-derive stand in `tests/tests`, a file for each subject.
