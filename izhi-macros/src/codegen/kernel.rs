//! The arithmetic of kernels: nodes become `let`s, in the loop that their rank asks for.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::names::{element, identifier};
use crate::model::{BinaryOperator, Distribution, Rank, Type, UnaryOperator};
use crate::resolved::Float;
use crate::schedule::{Kernel, Layout, NodeId, NodeKind, Program, SlotId, SlotKind};

/// A kernel of a program, and what its code needs from around it.
pub(super) struct KernelCode<'a> {
    pub(super) program: &'a Program,
    pub(super) kernel: &'a Kernel<SlotId>,
    pub(super) float: Float,
    /// The iteration in which it runs.
    pub(super) iteration: TokenStream,
}

/// Inside which loop a node is computed.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Level {
    Outside,
    Outer,
    Inner,
}

/// The index of an element in the loops around it.
#[derive(Clone)]
pub(super) struct Indices {
    /// Of the own neuron, of the neuron at the other end, of the synapse: into the slices at hand.
    pub(super) own: TokenStream,
    pub(super) other: TokenStream,
    pub(super) pair: TokenStream,
    /// The same of the neurons, counted from the beginning of the group.
    pub(super) own_index: TokenStream,
    pub(super) other_index: TokenStream,
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
        Rank::Own => format_ident!("kept_own_{number}"),
        Rank::Other => format_ident!("kept_other_{number}"),
        Rank::Scalar | Rank::Pair => format_ident!("kept_{number}"),
    }
}

fn draw(number: usize) -> Ident {
    format_ident!("draw_{number}")
}

fn stream(number: usize) -> Ident {
    format_ident!("stream_{number}")
}

impl KernelCode<'_> {
    /// The nodes of one loop, given which rank the outer loop runs over, if there are two.
    pub(super) fn nodes(&self, level: Level, outer: Option<Rank>, indices: &Indices) -> TokenStream {
        let at = |rank: Rank| match rank {
            Rank::Scalar => Level::Outside,
            rank if Some(rank) == outer => Level::Outer,
            _ => Level::Inner,
        };
        let here = self.kernel.nodes.iter().enumerate().filter(|(_, node)| at(node.rank) == level);
        here.map(|(id, known)| {
            let (name, value, ty) = (node(id), self.value(id, indices), element(known.ty));
            quote!(let #name: #ty = #value;)
        })
        .collect()
    }

    pub(super) fn draws(&self) -> Vec<(Distribution, usize)> {
        let draw = |node: &crate::schedule::Node<SlotId>| match node.kind {
            NodeKind::Draw(distribution, number) => Some((distribution, number)),
            _ => None,
        };
        self.kernel.nodes.iter().filter_map(draw).collect()
    }

    /// The generators and buffers of the kernel's draws, before any loop.
    pub(super) fn streams(&self) -> TokenStream {
        let declare = |(_, number): (Distribution, usize)| {
            let (stream, draw) = (stream(number), draw(number));
            let offset = number as u64;
            quote! {
                let #stream = rt::Stream::new(clock.seed(), site.wrapping_add(#offset));
                let mut #draw = [0.0 as Float; rt::BLOCK];
            }
        };
        self.draws().into_iter().map(declare).collect()
    }

    /// Fills the buffers for the `count` elements from `element` on.
    pub(super) fn fill(&self, element: &TokenStream) -> TokenStream {
        let fill = |(distribution, number): (Distribution, usize)| {
            let (stream, draw) = (stream(number), draw(number));
            let method = identifier(if distribution == Distribution::Uniform { "uniform" } else { "normal" });
            quote! {
                #stream.#method(clock.iteration(), #element, &mut #draw[..count]);
                let #draw = &#draw[..count];
            }
        };
        self.draws().into_iter().map(fill).collect()
    }

    /// The slots that the kernel loads or stores, each once.
    pub(super) fn slots(&self) -> Vec<SlotId> {
        let mut slots: Vec<SlotId> =
            self.kernel.loads().chain(self.kernel.stores.iter().map(|(slot, _)| *slot)).collect();
        slots.sort();
        slots.dedup();
        slots
    }

    pub(super) fn is_stored(&self, slot: SlotId) -> bool {
        self.kernel.stores.iter().any(|(stored, _)| *stored == slot)
    }

    fn value(&self, id: NodeId, indices: &Indices) -> TokenStream {
        let known = &self.kernel.nodes[id];
        match &known.kind {
            NodeKind::Number(value) => self.number(*value),
            NodeKind::Integer(value) => integer(*value),
            NodeKind::Bool(value) => quote!(#value),
            NodeKind::Load(from) => {
                let kind = self.program.slots[from.0].kind;
                let slot = slot(self.program, *from);
                if kind == SlotKind::Weights(Layout::Shared) {
                    return quote!(#slot);
                }
                let index = match known.rank {
                    Rank::Other => &indices.other,
                    Rank::Pair => &indices.pair,
                    Rank::Own | Rank::Scalar => &indices.own,
                };
                // A time is kept in fewer bits.
                let cast = matches!(kind, SlotKind::Touched(_)).then(|| quote!(as i64));
                quote!(#slot[#index] #cast)
            }
            NodeKind::Elapsed(from) => {
                let (slot, pair, iteration) = (slot(self.program, *from), &indices.pair, &self.iteration);
                quote!((#iteration as u32).wrapping_sub(#slot[#pair]) as i64)
            }
            NodeKind::Index => {
                let index = if known.rank == Rank::Other { &indices.other_index } else { &indices.own_index };
                quote!((#index) as i64)
            }
            NodeKind::Draw(_, number) => {
                let draw = draw(*number);
                quote!(#draw[i])
            }
            NodeKind::Parameter(parameter) => {
                let parameter = format_ident!("parameter_{parameter}");
                quote!(#parameter)
            }
            NodeKind::Dt => quote!(clock.dt::<Float>()),
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
                let kept = kept(known.rank, *number);
                match known.rank {
                    Rank::Own => {
                        let own = &indices.own;
                        quote!(#kept[#own])
                    }
                    Rank::Other => {
                        let other = &indices.other;
                        quote!(#kept[#other])
                    }
                    Rank::Scalar | Rank::Pair => quote!(#kept),
                }
            }
            NodeKind::ToNumber(operand) => {
                let operand = node(*operand);
                quote!(<Float as rt::Float>::from_i64(#operand))
            }
            NodeKind::Unary(operator, operand) => unary(*operator, node(*operand), known.ty),
            NodeKind::Binary(operator, left, right) => {
                binary(*operator, node(*left), node(*right), self.kernel.nodes[*left].ty)
            }
            NodeKind::Select(condition, then, otherwise) => {
                let (condition, then, otherwise) = (node(*condition), node(*then), node(*otherwise));
                quote!(if #condition { #then } else { #otherwise })
            }
            NodeKind::Call(function @ ("truncated_normal" | "poisson"), arguments) => {
                let (function, arguments) = (identifier(function), arguments.iter().copied().map(node));
                quote!(rt::#function::<Float>(#(#arguments),*))
            }
            NodeKind::Call(function, arguments) => {
                let (function, arguments) = (identifier(function), arguments.iter().copied().map(node));
                quote!(<Float as rt::Float>::#function(#(#arguments),*))
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
