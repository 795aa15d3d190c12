//! Where an entry comes from: which of RudderStack's programs was run or read, and when.

use std::fmt::{self, Display};

/// Differs from entry to entry: one that was run again carries its own date and commit.
#[derive(Clone, Copy)]
pub(crate) struct Source {
    pub(crate) repository: &'static str,
    pub(crate) commit: &'static str,
    /// The date of the commit.
    pub(crate) committed: &'static str,
    /// The day on which it was run; `None` if it was only read.
    pub(crate) run: Option<&'static str>,
    pub(crate) path: Path,
    /// The fields that RudderStack's gateway adds to an event, which the events of the run had.
    pub(crate) gateway: &'static [&'static str],
}

/// How an event gets to the destination.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Path {
    /// Through the transformer's `/routerTransform`.
    Router,
    /// Through the transformer's `/v0/destinations/{name}`.
    Processor,
    /// Through rudder-server's own transformation for warehouses.
    Warehouse,
    /// As it is.
    Untransformed,
    /// Not at all.
    Nowhere,
}

const TRANSFORMER: Source = Source {
    repository: "rudder-transformer",
    commit: "c98d160c",
    committed: "2026-08-06",
    run: Some("2026-12-01"),
    path: Path::Processor,
    gateway: &["rudderId", "receivedAt", "request_ip"],
};

const DEFINITIONS: Source = Source {
    repository: "rudder-integrations-config",
    commit: "d1195826",
    committed: "2026-04-01",
    run: None,
    path: Path::Nowhere,
    gateway: &[],
};

pub(crate) const PROCESSOR: Source = TRANSFORMER;

pub(crate) const ROUTER: Source = Source {
    path: Path::Router,
    ..TRANSFORMER
};

pub(crate) const WAREHOUSE: Source = Source {
    repository: "rudder-server",
    commit: "f2655fbb",
    committed: "2026-08-19",
    run: Some("2026-11-30"),
    path: Path::Warehouse,
    ..TRANSFORMER
};

pub(crate) const UNTRANSFORMED: Source = Source {
    path: Path::Untransformed,
    ..DEFINITIONS
};

pub(crate) const NOWHERE: Source = DEFINITIONS;

impl Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let transformation = match self.path {
            Path::Router => "the router transformation of ",
            Path::Processor => "the processor transformation of ",
            Path::Warehouse => "the warehouse transformation of ",
            Path::Untransformed | Path::Nowhere => "",
        };
        match self.run {
            Some(day) => write!(f, "run on {day}: {transformation}")?,
            None => write!(f, "read in {transformation}")?,
        }
        write!(
            f,
            "{} {} ({})",
            self.repository, self.commit, self.committed
        )?;
        if self.path == Path::Untransformed {
            f.write_str(": its events are loaded as they are")?;
        }
        if let [others @ .., last] = self.gateway
            && self.run.is_some()
        {
            write!(
                f,
                ", on events with the gateway's {} and {last}",
                others.join(", ")
            )?;
        }
        Ok(())
    }
}
