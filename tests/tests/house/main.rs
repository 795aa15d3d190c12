//! What holds of the project's own files.

mod reserved_table;
