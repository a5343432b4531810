//! The arithmetic of kernels: nodes become `let`s, in the loop that their rank asks for.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::names::{element, identifier};
use crate::function::{Function, Timing};
use crate::resolved::Float;
use crate::schedule::{
    BinaryOperator, Distribution, Kernel, Layout, NodeId, NodeKind, Program, Rank, SlotId, SlotKind, Type,
    UnaryOperator,
};

/// A kernel of a program, and what its code needs from around it.
pub(super) struct KernelCode<'a> {
    pub(super) program: &'a Program,
    pub(super) kernel: &'a Kernel<SlotId>,
    pub(super) float: Float,
    /// The iteration in which it runs, and the time step.
    pub(super) iteration: TokenStream,
    /// Which of the draws at hand is that of the element at hand.
    pub(super) draw_index: TokenStream,
    pub(super) dt: TokenStream,
}

/// A buffer of draws.
enum Drawn {
    From(Distribution, usize),
    OfSynapses { distribution: Distribution, number: usize, numbers: Option<SlotId> },
    By { table: SlotId, uniform: usize, normal: usize },
}

impl Drawn {
    fn streams(&self) -> Vec<usize> {
        match *self {
            Drawn::From(_, number) | Drawn::OfSynapses { number, .. } => vec![number],
            Drawn::By { uniform, normal, .. } => vec![uniform, normal],
        }
    }

    /// The number of the buffer.
    fn number(&self) -> usize {
        match *self {
            Drawn::From(_, number) | Drawn::OfSynapses { number, .. } => number,
            Drawn::By { uniform: number, .. } => number,
        }
    }
}

/// Inside which loop a node is computed: in kernels over synapses the outer one is over the sources, as they are in
/// memory.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Level {
    Outside,
    Outer,
    Inner,
}

impl Level {
    fn of(rank: Rank) -> Level {
        match rank {
            Rank::One => Level::Outside,
            Rank::Source => Level::Outer,
            Rank::Neuron | Rank::Target | Rank::Synapse => Level::Inner,
        }
    }
}

pub(super) fn slot(program: &Program, slot: SlotId) -> Ident {
    format_ident!("slot_{}", program.slots[slot.0].label)
}

/// A value of the whole population.
pub(super) fn register(number: usize) -> Ident {
    format_ident!("register_{number}")
}

pub(super) fn node(id: NodeId) -> Ident {
    format_ident!("t{id}")
}

/// What an update that waits has kept.
pub(super) fn kept(rank: Rank, number: usize) -> Ident {
    match rank {
        Rank::Source => format_ident!("kept_source_{number}"),
        Rank::Target => format_ident!("kept_target_{number}"),
        Rank::One | Rank::Neuron | Rank::Synapse => format_ident!("kept_{number}"),
    }
}

/// A parameter of the behaviour.
pub(super) fn parameter(number: usize) -> Ident {
    format_ident!("parameter_{number}")
}

/// The index of an element in the slices at hand: of neurons in a loop over the neurons, of the ends and of the
/// synapses in one over synapses.
fn place(rank: Rank) -> TokenStream {
    match rank {
        Rank::One | Rank::Neuron | Rank::Synapse => quote!(i),
        Rank::Source => quote!(source),
        Rank::Target => quote!(target),
    }
}

fn draw(number: usize) -> Ident {
    format_ident!("draw_{number}")
}

fn stream(number: usize) -> Ident {
    format_ident!("stream_{number}")
}

/// The method of a stream.
fn method(distribution: Distribution) -> Ident {
    identifier(if distribution == Distribution::Uniform { "uniform" } else { "normal" })
}

/// The number of a plain draw.
fn drawn_number(kind: &NodeKind<SlotId>) -> Option<usize> {
    match *kind {
        NodeKind::Draw(_, number) | NodeKind::SynapseDraw { number, .. } => Some(number),
        _ => None,
    }
}

impl KernelCode<'_> {
    /// The nodes of one loop.
    pub(super) fn nodes(&self, level: Level) -> TokenStream {
        let here = self.kernel.nodes.iter().enumerate().filter(|(_, node)| Level::of(node.rank) == level);
        here.map(|(id, known)| {
            let (name, value, ty) = (node(id), self.value(id), element(known.ty));
            quote!(let #name: #ty = #value;)
        })
        .collect()
    }

    /// The buffers of draws that the kernel needs.
    fn drawn(&self) -> impl Iterator<Item = Drawn> {
        self.kernel.nodes.iter().filter_map(|node| match node.kind {
            NodeKind::Draw(distribution, number) => Some(Drawn::From(distribution, number)),
            NodeKind::SynapseDraw { distribution, number, numbers } => {
                Some(Drawn::OfSynapses { distribution, number, numbers })
            }
            NodeKind::Tabulated { table, uniform, normal } => Some(Drawn::By { table, uniform, normal }),
            _ => None,
        })
    }

    pub(super) fn has_draws(&self) -> bool {
        self.drawn().next().is_some()
    }

    /// The generators and buffers of the kernel's draws, before any loop.
    pub(super) fn streams(&self) -> TokenStream {
        let declare_stream = |number: usize| {
            let (stream, offset) = (stream(number), number as u64);
            quote!(let #stream = rt::Stream::new(clock.seed(), site.wrapping_add(#offset));)
        };
        let declare = |drawn: Drawn| {
            let streams: TokenStream = drawn.streams().into_iter().map(declare_stream).collect();
            let draw = draw(drawn.number());
            quote!(#streams let mut #draw = [0.0 as Float; rt::BLOCK];)
        };
        self.drawn().map(declare).collect()
    }

    /// Fills the buffers for the `count` elements from `element` on.
    pub(super) fn fill(&self, element: &TokenStream) -> TokenStream {
        let fill = |drawn: Drawn| {
            let draw = draw(drawn.number());
            let filled = match drawn {
                Drawn::From(distribution, number) | Drawn::OfSynapses { distribution, number, numbers: None } => {
                    let (stream, method, truncated) = (stream(number), method(distribution), self.quantiles(number));
                    quote!(#stream.#method(clock.iteration(), #element, &mut #draw[..count]); #truncated)
                }
                // One by one, as they are known by.
                Drawn::OfSynapses { distribution, number, numbers: Some(numbers) } => {
                    let (stream, method, truncated) = (stream(number), method(distribution), self.quantiles(number));
                    let numbers = slot(self.program, numbers);
                    quote! {
                        for (draw, &number) in #draw[..count].iter_mut().zip(&#numbers[..count]) {
                            let element = rt::row_element(source) + u64::from(number);
                            #stream.#method(clock.iteration(), element, ::core::slice::from_mut(draw));
                        }
                        #truncated
                    }
                }
                Drawn::By { table, uniform, normal } => {
                    let (table, uniform, normal) = (slot(self.program, table), stream(uniform), stream(normal));
                    let out = quote!(&mut #draw[..count]);
                    quote!(#table.draw(&#uniform, &#normal, clock.iteration(), (#element) as usize, #out);)
                }
            };
            quote!(#filled let #draw = &#draw[..count];)
        };
        self.drawn().map(fill).collect()
    }

    /// Makes draws from a truncated normal distribution of uniform ones, where they can be made for a block at once.
    fn quantiles(&self, number: usize) -> Option<TokenStream> {
        let (_, parameters) = self.truncated(number)?;
        let (draw, parameters) = (draw(number), parameters.iter().copied().map(node));
        Some(quote!(rt::TruncatedNormal::new(#(#parameters),*).quantiles(&mut #draw[..count]);))
    }

    /// The one use of a uniform draw, where that is a draw from a truncated normal distribution whose parameters the
    /// elements of a block share: the node, and the parameters. Such draws are made for the block at once.
    fn truncated(&self, number: usize) -> Option<(NodeId, &[NodeId])> {
        let nodes = &self.kernel.nodes;
        let is_draw = |id: NodeId| drawn_number(&nodes[id].kind) == Some(number);
        let mut uses = (0..nodes.len()).filter(|&id| nodes[id].kind.operands().into_iter().any(is_draw));
        let (user, None) = (uses.next()?, uses.next()) else { return None };
        let NodeKind::Call(Function::TruncatedNormal, arguments) = &nodes[user].kind else { return None };
        let (uniform, parameters) = arguments.split_first()?;
        let are_shared = parameters.iter().all(|&id| Level::of(nodes[id].rank) != Level::Inner);
        (is_draw(*uniform) && are_shared).then_some((user, parameters))
    }

    /// Whether what stands in the place of the uniform draw is already the draw from the distribution.
    fn is_made_in_a_block(&self, id: NodeId, uniform: NodeId) -> bool {
        let number = drawn_number(&self.kernel.nodes[uniform].kind);
        number.and_then(|number| self.truncated(number)).is_some_and(|(user, _)| user == id)
    }

    /// The slots that the kernel loads or stores, each once; parameters are scalars.
    pub(super) fn slots(&self) -> Vec<SlotId> {
        let is_parameter = |slot: &SlotId| {
            matches!(self.program.slots[slot.0].kind, SlotKind::Parameter(_) | SlotKind::OthersParameter)
        };
        let mut slots: Vec<SlotId> =
            self.kernel.loads().chain(self.kernel.stores.iter().map(|(slot, _)| *slot)).collect();
        slots.retain(|slot| !is_parameter(slot));
        slots.sort();
        slots.dedup();
        slots
    }

    pub(super) fn is_stored(&self, slot: SlotId) -> bool {
        self.kernel.stores.iter().any(|(stored, _)| *stored == slot)
    }

    fn value(&self, id: NodeId) -> TokenStream {
        let known = &self.kernel.nodes[id];
        match &known.kind {
            NodeKind::Number(value) => self.number(*value),
            NodeKind::Integer(value) => integer(*value),
            NodeKind::Bool(value) => quote!(#value),
            NodeKind::Load(from) => {
                let kind = self.program.slots[from.0].kind;
                if let SlotKind::Parameter(number) = kind {
                    let parameter = parameter(number);
                    return quote!(#parameter);
                }
                let (slot, index) = (slot(self.program, *from), place(known.rank));
                if matches!(kind, SlotKind::Weights(Layout::Shared) | SlotKind::OthersParameter) {
                    return quote!(#slot);
                }
                if matches!(kind, SlotKind::Sent(_)) {
                    let synapse = if known.rank == Rank::Source { quote!(place) } else { quote!(i) };
                    let iteration = &self.iteration;
                    return quote!(#slot.at(#iteration, #synapse, source));
                }
                // A time is kept in fewer bits.
                let cast = matches!(kind, SlotKind::Touched(_)).then(|| quote!(as i64));
                quote!(#slot[#index] #cast)
            }
            NodeKind::Elapsed(from) => {
                let (slot, iteration) = (slot(self.program, *from), &self.iteration);
                quote!((#iteration as u32).wrapping_sub(#slot[i]) as i64)
            }
            NodeKind::Index => {
                let index = place(known.rank);
                match known.rank {
                    // In a block of a part of the neurons.
                    Rank::Neuron => quote!((first + done + #index) as i64),
                    _ => quote!(#index as i64),
                }
            }
            NodeKind::Draw(_, number)
            | NodeKind::SynapseDraw { number, .. }
            | NodeKind::Tabulated { uniform: number, .. } => {
                let (draw, index) = (draw(*number), &self.draw_index);
                quote!(#draw[#index])
            }
            NodeKind::Dt => self.dt.clone(),
            NodeKind::Iteration => {
                let iteration = &self.iteration;
                quote!(#iteration as i64)
            }
            NodeKind::Size => quote!(size as i64),
            NodeKind::Register(number) => {
                let register = register(*number);
                quote!(#register)
            }
            NodeKind::Kept(number) => {
                let (kept, index) = (kept(known.rank, *number), place(known.rank));
                match known.rank {
                    Rank::Source | Rank::Target => quote!(#kept[#index]),
                    Rank::One | Rank::Neuron | Rank::Synapse => quote!(#kept),
                }
            }
            NodeKind::ToNumber(operand) => {
                let operand = node(*operand);
                quote!(<Float as rt::Float>::from_i64(#operand))
            }
            NodeKind::ToInteger(operand) => {
                let operand = node(*operand);
                quote!(<Float as rt::Float>::to_i64(#operand))
            }
            NodeKind::Unary(operator, operand) => unary(*operator, node(*operand), known.ty),
            NodeKind::Binary(operator, left, right) => {
                binary(*operator, node(*left), node(*right), self.kernel.nodes[*left].ty)
            }
            NodeKind::Select(condition, then, otherwise) => {
                let (condition, then, otherwise) = (node(*condition), node(*then), node(*otherwise));
                quote!(if #condition { #then } else { #otherwise })
            }
            NodeKind::Call(Function::TruncatedNormal, arguments) if self.is_made_in_a_block(id, arguments[0]) => {
                let draw = node(arguments[0]);
                quote!(#draw)
            }
            NodeKind::Timing(Timing::Steps, arguments) => {
                let arguments = arguments.iter().copied().map(node);
                quote!(clock.steps::<Float>(#(#arguments),*))
            }
            NodeKind::Timing(timing, arguments) => {
                let (name, arguments) = (identifier(timing.name()), arguments.iter().copied().map(node));
                let iteration = &self.iteration;
                quote!(clock.#name::<Float>(#iteration #(, #arguments)*))
            }
            NodeKind::Call(function, arguments) => {
                let (name, arguments) = (identifier(function.name()), arguments.iter().copied().map(node));
                match function {
                    Function::TruncatedNormal | Function::Poisson => quote!(rt::#name::<Float>(#(#arguments),*)),
                    _ => quote!(<Float as rt::Float>::#name(#(#arguments),*)),
                }
            }
        }
    }

    fn number(&self, value: f64) -> TokenStream {
        let magnitude = match self.float {
            Float::F32 => Literal::f32_suffixed(value.abs() as f32),
            Float::F64 => Literal::f64_suffixed(value.abs()),
        };
        if value.is_sign_negative() { quote!(-#magnitude) } else { quote!(#magnitude) }
    }
}

fn integer(value: i64) -> TokenStream {
    let magnitude = Literal::u64_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#magnitude) } else { quote!(#magnitude) }
}

fn unary(operator: UnaryOperator, operand: Ident, ty: Type) -> TokenStream {
    match (operator, ty) {
        (UnaryOperator::Negate, Type::Integer) => quote!(#operand.wrapping_neg()),
        (UnaryOperator::Negate, _) => quote!(-#operand),
        (UnaryOperator::Not, _) => quote!(!#operand),
    }
}

/// Logic is evaluated on both sides, so that loops stay free of branches.
fn binary(operator: BinaryOperator, left: Ident, right: Ident, ty: Type) -> TokenStream {
    use BinaryOperator as B;
    match (operator, ty) {
        (B::Or, _) => quote!(#left | #right),
        (B::And, _) => quote!(#left & #right),
        (B::Equal, _) => quote!(#left == #right),
        (B::NotEqual, _) => quote!(#left != #right),
        (B::Less, _) => quote!(#left < #right),
        (B::LessEqual, _) => quote!(#left <= #right),
        (B::Greater, _) => quote!(#left > #right),
        (B::GreaterEqual, _) => quote!(#left >= #right),
        (B::Add, Type::Integer) => quote!(#left.wrapping_add(#right)),
        (B::Subtract, Type::Integer) => quote!(#left.wrapping_sub(#right)),
        (B::Multiply, Type::Integer) => quote!(#left.wrapping_mul(#right)),
        (B::Remainder, Type::Integer) => quote!(rt::integer_modulo(#left, #right)),
        (B::Add, _) => quote!(#left + #right),
        (B::Subtract, _) => quote!(#left - #right),
        (B::Multiply, _) => quote!(#left * #right),
        (B::Divide, _) => quote!(#left / #right),
        (B::Remainder, _) => quote!(<Float as rt::Float>::modulo(#left, #right)),
    }
}
