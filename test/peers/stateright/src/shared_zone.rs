//! The shared zone, with the steps of test/peers/shared-zone.ts.

use stateright::{Model, Property};

#[derive(Clone)]
pub struct SharedZone {
    pub owners: usize,
    pub names: usize,
}

#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Call {
    CreateRecord(u8),
    CreateText(u8),
    DeleteRecord(u8),
    DeleteText(u8),
}

#[derive(Clone, Debug, Hash, PartialEq, Eq)]
pub struct State {
    /// Per name the owner of the record and of the TXT record; 0: none.
    records: Vec<u8>,
    texts: Vec<u8>,
    queues: Vec<Vec<Call>>,
    /// Bit per owner and name.
    wishes: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Plan(usize),
    Call(usize),
    Crash(usize),
    Flip(usize),
}

impl SharedZone {
    fn plan(&self, state: &State, owner: usize) -> Vec<Call> {
        let mut calls = Vec::new();
        for name in 0..self.names {
            let is_wanted = state.wishes & (1 << (owner * self.names + name)) != 0;
            let is_present = state.records[name] != 0;
            if is_wanted && !is_present {
                calls.extend([Call::CreateRecord(name as u8), Call::CreateText(name as u8)]);
            } else if !is_wanted && is_present && state.texts[name] == owner as u8 + 1 {
                calls.extend([Call::DeleteRecord(name as u8), Call::DeleteText(name as u8)]);
            }
        }
        calls
    }
}

impl Model for SharedZone {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State {
            records: vec![0; self.names],
            texts: vec![0; self.names],
            queues: vec![Vec::new(); self.owners],
            wishes: (1 << (self.owners * self.names)) - 1,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        for owner in 0..self.owners {
            if !state.queues[owner].is_empty() {
                actions.extend([Action::Call(owner), Action::Crash(owner)]);
            } else if !self.plan(state, owner).is_empty() {
                actions.push(Action::Plan(owner));
            }
        }
        actions.extend((0..self.owners * self.names).map(Action::Flip));
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut state = last.clone();
        match action {
            Action::Plan(owner) => state.queues[owner] = self.plan(last, owner),
            Action::Crash(owner) => state.queues[owner].clear(),
            Action::Flip(wish) => state.wishes ^= 1 << wish,
            Action::Call(owner) => {
                let me = owner as u8 + 1;
                let call = state.queues[owner].remove(0);
                let (place, value) = match call {
                    Call::CreateRecord(name) => (&mut state.records[name as usize], me),
                    Call::CreateText(name) => (&mut state.texts[name as usize], me),
                    Call::DeleteRecord(name) => (&mut state.records[name as usize], 0),
                    Call::DeleteText(name) => (&mut state.texts[name as usize], 0),
                };
                if value != 0 && *place != 0 {
                    state.queues[owner].clear();
                } else {
                    *place = value;
                }
            }
        }
        Some(state)
    }

    /// Never violated, so that the search goes on to the end.
    fn properties(&self) -> Vec<Property<Self>> {
        vec![Property::<Self>::always("owners are known", |model, state| {
            state.records.iter().all(|&owner| usize::from(owner) <= model.owners)
        })]
    }
}
