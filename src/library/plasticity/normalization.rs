use crate::behavior;

behavior! {
    /// Keeps the sum of the weights that arrive at each neuron.
    ///
    /// > W *= total / Σ |W|, over all synapses of the neuron with the tag, of whatever group
    ///
    /// A neuron whose weights are all zero keeps them. This takes time for every synapse in every iteration.
    ///
    /// M. Vieth, T. M. Stöber and J. Triesch, *PymoNNto: a flexible modular toolbox for designing brain-inspired
    /// neural networks*, Frontiers in Neuroinformatics 15, 2021; after A. Lazar, G. Pipa and J. Triesch, *SORN: a
    /// self-organizing recurrent neural network*, Frontiers in Computational Neuroscience 3, 2009.
    pub Normalization(All) {
        param {
            /// What the weights of each neuron add up to.
            total: 1.0 in any where total >= 0.0
        }
        step {
            let sum_of_weights = 0.0 * index;
            for s in afferent(All) { sum_of_weights += sum(abs(s.W)); }
            let factor = if sum_of_weights > 0.0 { total / sum_of_weights } else { 1.0 };
            for s in afferent(All) { s.W *= factor; }
        }
    }
}
