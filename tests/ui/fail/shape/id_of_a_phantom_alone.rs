use std::marker::PhantomData;

use group_core::IdTrait;

#[derive(IdTrait)]
struct Id<T>(PhantomData<T>);

fn main() {}
