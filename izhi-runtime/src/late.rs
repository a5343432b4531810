//! Events that other ranks read through delays alone: those of all groups go in one message, once in the shortest of the delays.
//!
//! Where that is of two iterations or more, one is left in which nobody needs what has set out before it, and which is computed
//! while the message is on its way.

use std::ops::ControlFlow;

use crate::network::Network;
use crate::ranks::{Crossing, Mail, World, split};

/// When they go during a run.
pub(crate) struct Late {
    /// In how many iterations a message goes; without end where none does.
    period: u64,
    /// How many iterations have set out since the last one.
    waiting: u64,
    mail: Mail,
}

impl Late {
    /// Before a run.
    pub(crate) fn begin<N: Network + ?Sized>(net: &mut N) -> Self {
        let mut late = Late { period: u64::MAX, waiting: 0, mail: Mail::EMPTY };
        if net.executor().ranks() > 1 && !net.late_events().is_empty() {
            let shortest = net.shortest_delay();
            late.period = net.executor().combine(shortest, u64::min);
            let iteration = net.iteration();
            net.late_events().into_iter().for_each(|events| events.post().begin(iteration));
        }
        late
    }

    /// Runs an iteration, and lets ranks know before it, or meanwhile, what they have to know.
    pub(crate) fn iterate<N: Network + ?Sized>(
        &mut self,
        net: &mut N,
        iterate: &mut impl FnMut(&mut N) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.period == u64::MAX {
            return iterate(net);
        }
        let Some(world) = net.executor().shared_world() else { return iterate(net) };
        net.late_events().into_iter().for_each(|events| events.take_in(&*world));
        self.waiting += 1;
        if self.waiting >= self.period {
            self.exchange(net, &*world);
        } else if self.waiting + 1 == self.period {
            return self.exchange_during(net, &*world, iterate);
        }
        iterate(net)
    }

    /// After a run: what has not been sent.
    pub(crate) fn end<N: Network + ?Sized>(mut self, net: &mut N) {
        if let Some(world) = net.executor().shared_world().filter(|_| self.period < u64::MAX) {
            self.exchange(net, &*world);
        }
    }

    fn exchange<N: Network + ?Sized>(&mut self, net: &mut N, world: &dyn World) {
        let (message, mut all) = (self.message(net, world), Vec::new());
        let lengths = self.mail.exchange(world, &message, &mut all);
        learn(net, world, split(&all, lengths));
    }

    fn exchange_during<N: Network + ?Sized>(
        &mut self,
        net: &mut N,
        world: &dyn World,
        iterate: &mut impl FnMut(&mut N) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let (message, mut all) = (self.message(net, world), Vec::new());
        let mut flow = ControlFlow::Continue(());
        let lengths = self.mail.exchange_during(world, &message, &mut all, &mut || flow = iterate(net));
        learn(net, world, split(&all, lengths));
        flow
    }

    fn message<N: Network + ?Sized>(&mut self, net: &mut N, world: &dyn World) -> Vec<u32> {
        self.waiting = 0;
        let mut message = Vec::new();
        net.late_events().into_iter().for_each(|events| events.post().tell(world, &mut message));
        message
    }
}

fn learn<N: Network + ?Sized>(net: &mut N, world: &dyn World, mut told: Vec<&[u32]>) {
    net.late_events().into_iter().for_each(|events| events.post().learn(world, &mut told));
    net.take_late();
}
