//! Every command that the README shows is run.

use std::path::Path;
use std::process::Command;

/// The lines of the README's blocks of commands.
fn commands() -> Vec<String> {
    let readme = include_str!("../README.md");
    readme
        .split("```sh\n")
        .skip(1)
        .flat_map(|block| block.split("```").next().unwrap_or_default().lines())
        .map(|line| line.split('#').next().unwrap_or_default().trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn the_commands_of_the_readme_work() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(root.join("examples"), dir.path().join("examples")).expect("a link");
    let mut ran = 0;
    for command in commands() {
        let words: Vec<&str> = command.split_whitespace().collect();
        let args = match words.as_slice() {
            ["cargo", "run", "--release", "--", args @ ..] | ["songngu", args @ ..] => args,
            // What runs this very test, and what would install the program.
            ["cargo", "test", "--workspace"] | ["cargo", "install", "--path", "."] => continue,
            _ => panic!("a command that no test runs: {command}"),
        };
        let done = Command::new(env!("CARGO_BIN_EXE_songngu"))
            .args(args)
            .current_dir(dir.path())
            .output()
            .expect("the program starts");
        let code = done.status.code();
        assert!(
            matches!(code, Some(0 | 1)),
            "{command}: {code:?}\n{}",
            String::from_utf8_lossy(&done.stderr)
        );
        ran += 1;
    }
    assert!(ran >= 8, "the README shows {ran} commands");
    assert!(dir.path().join("out/report.html").is_file());
}
