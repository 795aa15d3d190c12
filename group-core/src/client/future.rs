//! A call that waits, as a future. No runtime is asked for, so it waits on a thread of its own.

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use super::Handle;
use super::queue::Queue;

/// Waits in the queue for at most so long, or until it is no longer wanted.
type Call<T> = dyn Fn(&Queue, Duration, &AtomicBool) -> T + Send + Sync;

pub(super) struct Wait<T> {
    /// The client is not dropped while it is waited for.
    handle: Arc<Handle>,
    timeout: Duration,
    call: Arc<Call<T>>,
    progress: Arc<Mutex<Progress<T>>>,
    has_begun: bool,
    is_unwanted: Arc<AtomicBool>,
}

enum Progress<T> {
    Waiting(Option<Waker>),
    Done(Option<T>),
}

impl<T: Send + 'static> Wait<T> {
    pub(super) fn new(
        handle: &Arc<Handle>,
        timeout: Duration,
        call: impl Fn(&Queue, Duration, &AtomicBool) -> T + Send + Sync + 'static,
    ) -> Self {
        Self {
            handle: Arc::clone(handle),
            timeout,
            call: Arc::new(call),
            progress: Arc::new(Mutex::new(Progress::Waiting(None))),
            has_begun: false,
            is_unwanted: Arc::default(),
        }
    }

    /// Whether there is a thread for it.
    fn begin(&self) -> bool {
        let (queue, call, timeout) = (
            Arc::clone(&self.handle.queue),
            Arc::clone(&self.call),
            self.timeout,
        );
        let (progress, is_unwanted) = (Arc::clone(&self.progress), Arc::clone(&self.is_unwanted));
        let waits = move || {
            let done = call(&queue, timeout, &is_unwanted);
            let mut progress = progress.lock().unwrap_or_else(PoisonError::into_inner);
            let before = std::mem::replace(&mut *progress, Progress::Done(Some(done)));
            drop(progress);
            if let Progress::Waiting(Some(waker)) = before {
                waker.wake();
            }
        };
        let name = "group-core wait".to_owned();
        thread::Builder::new().name(name).spawn(waits).is_ok()
    }
}

impl<T: Send + 'static> Future for Wait<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        if !self.has_begun {
            self.has_begun = true;
            if !self.begin() {
                // Without a thread it says how things are now.
                return Poll::Ready((self.call)(
                    &self.handle.queue,
                    Duration::ZERO,
                    &self.is_unwanted,
                ));
            }
        }
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *progress {
            Progress::Done(done) => done.take().map_or(Poll::Pending, Poll::Ready),
            Progress::Waiting(waker) => {
                *waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

/// The thread ends with the future.
impl<T> Drop for Wait<T> {
    fn drop(&mut self) {
        self.is_unwanted.store(true, Ordering::Relaxed);
        if self.has_begun {
            self.handle.queue.wake_waiters();
        }
    }
}
