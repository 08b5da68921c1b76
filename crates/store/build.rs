//! Has the crate compiled anew when a migration changes: they are embedded, and the compiler
//! doesn't know the files.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks")]

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
