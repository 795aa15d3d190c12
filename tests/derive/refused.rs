//! What a call is refused for.

use group_core::{GroupCall, Problem, ProblemKind};

/// The problems, each as path and kind.
pub(crate) fn problems(call: GroupCall<'_>) -> Vec<(String, ProblemKind)> {
    let refused = call.build().unwrap_err();
    let parts = |problem: &Problem| (problem.path().to_owned(), problem.kind().clone());
    refused.problems().iter().map(parts).collect()
}

/// The one problem.
pub(crate) fn problem(call: GroupCall<'_>) -> (String, ProblemKind) {
    let mut problems = problems(call);
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}
