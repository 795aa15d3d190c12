use std::marker::PhantomData;

use group_core::{CountTrait, Date, DateTrait, GroupTraits, IdTrait, TextTrait};

struct Tenant;

#[derive(IdTrait)]
struct Id<T>(u64, PhantomData<T>);

#[derive(TextTrait)]
struct Plan<'a, T> {
    kind: std::marker::PhantomData<fn() -> T>,
    name: &'a str,
}

#[derive(CountTrait)]
struct Headcount<T>(PhantomData<T>, u32);

#[derive(DateTrait)]
struct Founded<T>(Date, PhantomData<T>, PhantomData<T>);

#[derive(GroupTraits)]
struct Company {
    id: Id<Tenant>,
    plan: Plan<'static, Tenant>,
    employees: Headcount<Tenant>,
    created_at: Option<Founded<Tenant>>,
}

fn main() {}
