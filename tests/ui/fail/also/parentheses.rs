use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(also("size"))]
    a: u32,
    #[group(also(custom))]
    b: u32,
    #[group(also())]
    c: u32,
    #[group(also(name = "size", name = "seats"))]
    d: u32,
    #[group(also(name = "size", custm))]
    e: u32,
    #[group(also(name = "size", custom = true))]
    f: u32,
    #[group(also(name = size))]
    g: u32,
    #[group(also(name = "size" custom))]
    h: u32,
    #[group(also(name = "employees", custom))]
    i: u32,
}

fn main() {}
