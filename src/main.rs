//! Arguments to a verb, a verb to an exit code.

fn main() -> std::process::ExitCode {
    songngu::cli::main()
}
