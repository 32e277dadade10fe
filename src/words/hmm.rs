//! One direction of the hidden Markov model of word alignment: forward–backward over one sentence.
//!
//! Each unit of the observed side comes from a unit of the hidden side or from nothing. What comes from nothing
//! remembers the last position (Och and Ney 2003, section 2.1), so every position has a second, silent state.

use super::jumps::Transitions;

/// States with less than this share of a step's probability are not followed.
const SPARSE: f32 = 1e-5;

/// Buffers of forward–backward, used again for every sentence.
#[derive(Debug, Default)]
pub struct Chain {
    /// Observed unit × hidden unit: probability that the hidden one brings forth the observed one. Filled by the caller.
    pub emit: Vec<f32>,
    /// The same from nothing, times the probability of coming from nothing. Filled by the caller.
    pub null: Vec<f32>,
    /// Observed × hidden: the posterior.
    pub posterior: Vec<f32>,
    /// Posterior of coming from nothing.
    pub posterior_null: Vec<f32>,
    ahead: Vec<f32>,
    silent: Vec<f32>,
    behind: Vec<f32>,
    onward: Vec<f32>,
}

impl Chain {
    /// Computes the posteriors of `steps` observed units over `states` hidden ones from `emit` and `null`.
    pub fn run(&mut self, steps: usize, states: usize, transitions: &Transitions) {
        let n = states;
        for buffer in [&mut self.ahead, &mut self.silent, &mut self.behind, &mut self.posterior] {
            buffer.clear();
            buffer.resize(steps * n, 0.0);
        }
        self.posterior_null.clear();
        self.posterior_null.resize(steps, 0.0);
        self.onward.resize(n.max(self.onward.len()), 0.0);
        self.forward(steps, n, transitions);
        self.backward(steps, n, transitions);
        for j in 0..steps {
            let row = j * n..(j + 1) * n;
            let (ahead, silent) = (&self.ahead[row.clone()], &self.silent[row.clone()]);
            let behind = &self.behind[row.clone()];
            let posterior = &mut self.posterior[row];
            let mut null = 0.0;
            let mut sum = 0.0;
            for i in 0..n {
                posterior[i] = ahead[i] * behind[i];
                sum += posterior[i];
                null += silent[i] * behind[i];
            }
            let scale = 1.0 / (sum + null).max(f32::MIN_POSITIVE);
            for p in posterior {
                *p *= scale;
            }
            self.posterior_null[j] = null * scale;
        }
    }

    fn forward(&mut self, steps: usize, n: usize, transitions: &Transitions) {
        for j in 0..steps {
            let (done, here) = self.ahead.split_at_mut(j * n);
            let (silent_done, silent) = self.silent.split_at_mut(j * n);
            let (here, silent) = (&mut here[..n], &mut silent[..n]);
            let null = self.null[j];
            if j == 0 {
                here.copy_from_slice(&transitions.start);
                for (s, t) in silent.iter_mut().zip(&transitions.start) {
                    // Nothing stands before: the next jump starts from anywhere a first jump may lead.
                    *s = null * t;
                }
            } else {
                let before = &done[(j - 1) * n..];
                let silent_before = &silent_done[(j - 1) * n..];
                for i in 0..n {
                    let from = before[i] + silent_before[i];
                    silent[i] = null * from;
                    if from > SPARSE {
                        let row = &transitions.onward[i * n..(i + 1) * n];
                        here.iter_mut().zip(row).for_each(|(h, t)| *h += from * t);
                    }
                }
            }
            let emit = &self.emit[j * n..(j + 1) * n];
            let mut sum = 0.0;
            for i in 0..n {
                here[i] *= emit[i];
                sum += here[i] + silent[i];
            }
            let scale = 1.0 / sum.max(f32::MIN_POSITIVE);
            for p in here.iter_mut().chain(silent.iter_mut()) {
                *p *= scale;
            }
        }
    }

    fn backward(&mut self, steps: usize, n: usize, transitions: &Transitions) {
        if steps == 0 {
            return;
        }
        self.behind[(steps - 1) * n..].fill(1.0);
        let onward = &mut self.onward[..n];
        for j in (0..steps - 1).rev() {
            let (here, after) = self.behind.split_at_mut((j + 1) * n);
            let (here, after) = (&mut here[j * n..], &after[..n]);
            let emit = &self.emit[(j + 1) * n..(j + 2) * n];
            let null = self.null[j + 1];
            let mut most = 0.0_f32;
            for i in 0..n {
                onward[i] = emit[i] * after[i];
                here[i] = null * after[i];
                most = most.max(onward[i]);
            }
            for (i, &to) in onward.iter().enumerate() {
                if to > SPARSE * most {
                    let row = &transitions.back[i * n..(i + 1) * n];
                    here.iter_mut().zip(row).for_each(|(h, t)| *h += to * t);
                }
            }
            let sum: f32 = here.iter().sum();
            let scale = n as f32 / sum.max(f32::MIN_POSITIVE);
            for p in here {
                *p *= scale;
            }
        }
    }
}

impl Chain {
    /// The posteriors when every observed unit is on its own (IBM model 1).
    pub fn independent(&mut self, steps: usize, states: usize) {
        self.posterior.clear();
        self.posterior_null.clear();
        let share = 1.0 / states.max(1) as f32;
        for (row, null) in self.emit.chunks_exact(states.max(1)).take(steps).zip(&self.null) {
            let sum = row.iter().sum::<f32>() * share + null;
            let scale = 1.0 / sum.max(f32::MIN_POSITIVE);
            self.posterior.extend(row.iter().map(|p| p * share * scale));
            self.posterior_null.push(null * scale);
        }
    }
}
