use group_core::GroupTraits;

macro_rules! seventy {
    ($name:ident $($more:tt)*) => {
        #[derive(GroupTraits)]
        struct $name {
            n0: u8, n1: u8, n2: u8, n3: u8, n4: u8, n5: u8, n6: u8, n7: u8, n8: u8, n9: u8,
            n10: u8, n11: u8, n12: u8, n13: u8, n14: u8, n15: u8, n16: u8, n17: u8, n18: u8, n19: u8,
            n20: u8, n21: u8, n22: u8, n23: u8, n24: u8, n25: u8, n26: u8, n27: u8, n28: u8, n29: u8,
            n30: u8, n31: u8, n32: u8, n33: u8, n34: u8, n35: u8, n36: u8, n37: u8, n38: u8, n39: u8,
            n40: u8, n41: u8, n42: u8, n43: u8, n44: u8, n45: u8, n46: u8, n47: u8, n48: u8, n49: u8,
            n50: u8, n51: u8, n52: u8, n53: u8, n54: u8, n55: u8, n56: u8, n57: u8, n58: u8, n59: u8,
            n60: u8, n61: u8, n62: u8, n63: u8, n64: u8, n65: u8, n66: u8, n67: u8, n68: u8, n69: u8,
            $($more)*
        }
    };
}

seventy!(Inner);
seventy!(Outer #[group(flatten)] inner: Inner);

fn main() {}
