//! Two-phase commit, with the steps of test/peers/two-phase-commit.ts.

use stateright::{Model, Property};

#[derive(Clone)]
pub struct TwoPhaseCommit {
    pub managers: usize,
}

#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Manager {
    Working,
    Prepared,
    Committed,
    Aborted,
}

#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Coordinator {
    Init,
    Committed,
    Aborted,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq)]
pub struct State {
    managers: Vec<Manager>,
    coordinator: Coordinator,
    /// Bit per manager: the coordinator knows that it has prepared; its message says so.
    known: u16,
    prepared: u16,
    commit: bool,
    abort: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Commit,
    Abort,
    ReceivePrepared(usize),
    Prepare(usize),
    ChooseAbort(usize),
    ReceiveCommit(usize),
    ReceiveAbort(usize),
}

impl Model for TwoPhaseCommit {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State {
            managers: vec![Manager::Working; self.managers],
            coordinator: Coordinator::Init,
            known: 0,
            prepared: 0,
            commit: false,
            abort: false,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let is_init = state.coordinator == Coordinator::Init;
        if is_init && state.known == (1 << self.managers) - 1 {
            actions.push(Action::Commit);
        }
        if is_init {
            actions.push(Action::Abort);
        }
        for manager in 0..self.managers {
            if is_init && state.prepared & (1 << manager) != 0 {
                actions.push(Action::ReceivePrepared(manager));
            }
            if state.managers[manager] == Manager::Working {
                actions.push(Action::Prepare(manager));
                actions.push(Action::ChooseAbort(manager));
            }
            if state.commit {
                actions.push(Action::ReceiveCommit(manager));
            }
            if state.abort {
                actions.push(Action::ReceiveAbort(manager));
            }
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut state = last.clone();
        match action {
            Action::Commit => {
                state.coordinator = Coordinator::Committed;
                state.commit = true;
            }
            Action::Abort => {
                state.coordinator = Coordinator::Aborted;
                state.abort = true;
            }
            Action::ReceivePrepared(manager) => state.known |= 1 << manager,
            Action::Prepare(manager) => {
                state.managers[manager] = Manager::Prepared;
                state.prepared |= 1 << manager;
            }
            Action::ChooseAbort(manager) | Action::ReceiveAbort(manager) => state.managers[manager] = Manager::Aborted,
            Action::ReceiveCommit(manager) => state.managers[manager] = Manager::Committed,
        }
        Some(state)
    }

    /// Never violated, so that the search goes on to the end.
    fn properties(&self) -> Vec<Property<Self>> {
        vec![Property::<Self>::always("consistent", |_, state| {
            !(state.managers.contains(&Manager::Aborted) && state.managers.contains(&Manager::Committed))
        })]
    }
}
