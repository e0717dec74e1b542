//! The reference models of test/peers for Stateright: `peers zone OWNERS NAMES THREADS` or `peers commit MANAGERS THREADS`,
//! optionally followed by `bfs` (the default is the depth-first search, which is Stateright's fastest).
//! Prints one JSON object: states, transitions (steps taken, without the initial state), seconds.

mod shared_zone;
mod two_phase_commit;

use stateright::{Checker, Model};
use std::hash::Hash;
use std::time::Instant;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize| args[index].parse::<usize>().expect("a number");
    let is_bfs = args.last().map(String::as_str) == Some("bfs");
    match args[0].as_str() {
        "zone" => count(shared_zone::SharedZone { owners: number(1), names: number(2) }, number(3), is_bfs),
        "commit" => count(two_phase_commit::TwoPhaseCommit { managers: number(1) }, number(2), is_bfs),
        other => panic!("no model is called {other}"),
    }
}

fn count<M>(model: M, threads: usize, is_bfs: bool)
where
    M: Model + Clone + Send + Sync + 'static,
    M::State: Hash + Send + Sync + Clone + std::fmt::Debug + PartialEq,
    M::Action: Clone + std::fmt::Debug + PartialEq + Send + Sync,
{
    let start = Instant::now();
    let builder = model.checker().threads(threads);
    let (unique, generated) = if is_bfs {
        let checker = builder.spawn_bfs().join();
        (checker.unique_state_count(), checker.state_count())
    } else {
        let checker = builder.spawn_dfs().join();
        (checker.unique_state_count(), checker.state_count())
    };
    println!(
        "{{\"states\":{unique},\"transitions\":{},\"seconds\":{:.3}}}",
        generated - 1,
        start.elapsed().as_secs_f64()
    );
}
