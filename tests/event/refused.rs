//! What a call is refused for.

use std::fmt::Display;

use group_core::{GroupCall, Payload, PayloadError, Problem, ProblemKind};

/// The problems of a call, each as path and kind.
pub(crate) fn problems(call: GroupCall<'_>) -> Vec<(String, ProblemKind)> {
    problems_in(call.build())
}

/// The problems of an event.
pub(crate) fn problems_in(event: Result<Payload, PayloadError>) -> Vec<(String, ProblemKind)> {
    let refused = event.expect_err("a refusal is expected");
    let pair = |problem: &Problem| (problem.path().to_owned(), problem.kind().clone());
    refused.problems().iter().map(pair).collect()
}

pub(crate) fn at(path: &str, kind: ProblemKind) -> (String, ProblemKind) {
    (path.to_owned(), kind)
}

pub(crate) fn too_large(value: impl Display) -> ProblemKind {
    ProblemKind::IntegerTooLarge {
        value: value.to_string(),
    }
}

pub(crate) fn failed(message: &str) -> ProblemKind {
    ProblemKind::Serialize {
        message: message.to_owned(),
    }
}
