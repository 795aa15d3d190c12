// 150 structs, each flattened into the next, with five names each.

use group_core::GroupTraits;

macro_rules! level {
    ($outer:ident $($name:ident)+ $(, $inner:ident)?) => {
        #[derive(GroupTraits)]
        struct $outer {
            $($name: u8,)+
            $(#[group(flatten)] inner: Box<$inner>,)?
        }
    };
}

level! { Level0 a0 b0 c0 d0 e0 }
level! { Level1 a1 b1 c1 d1 e1, Level0 }
level! { Level2 a2 b2 c2 d2 e2, Level1 }
level! { Level3 a3 b3 c3 d3 e3, Level2 }
level! { Level4 a4 b4 c4 d4 e4, Level3 }
level! { Level5 a5 b5 c5 d5 e5, Level4 }
level! { Level6 a6 b6 c6 d6 e6, Level5 }
level! { Level7 a7 b7 c7 d7 e7, Level6 }
level! { Level8 a8 b8 c8 d8 e8, Level7 }
level! { Level9 a9 b9 c9 d9 e9, Level8 }
level! { Level10 a10 b10 c10 d10 e10, Level9 }
level! { Level11 a11 b11 c11 d11 e11, Level10 }
level! { Level12 a12 b12 c12 d12 e12, Level11 }
level! { Level13 a13 b13 c13 d13 e13, Level12 }
level! { Level14 a14 b14 c14 d14 e14, Level13 }
level! { Level15 a15 b15 c15 d15 e15, Level14 }
level! { Level16 a16 b16 c16 d16 e16, Level15 }
level! { Level17 a17 b17 c17 d17 e17, Level16 }
level! { Level18 a18 b18 c18 d18 e18, Level17 }
level! { Level19 a19 b19 c19 d19 e19, Level18 }
level! { Level20 a20 b20 c20 d20 e20, Level19 }
level! { Level21 a21 b21 c21 d21 e21, Level20 }
level! { Level22 a22 b22 c22 d22 e22, Level21 }
level! { Level23 a23 b23 c23 d23 e23, Level22 }
level! { Level24 a24 b24 c24 d24 e24, Level23 }
level! { Level25 a25 b25 c25 d25 e25, Level24 }
level! { Level26 a26 b26 c26 d26 e26, Level25 }
level! { Level27 a27 b27 c27 d27 e27, Level26 }
level! { Level28 a28 b28 c28 d28 e28, Level27 }
level! { Level29 a29 b29 c29 d29 e29, Level28 }
level! { Level30 a30 b30 c30 d30 e30, Level29 }
level! { Level31 a31 b31 c31 d31 e31, Level30 }
level! { Level32 a32 b32 c32 d32 e32, Level31 }
level! { Level33 a33 b33 c33 d33 e33, Level32 }
level! { Level34 a34 b34 c34 d34 e34, Level33 }
level! { Level35 a35 b35 c35 d35 e35, Level34 }
level! { Level36 a36 b36 c36 d36 e36, Level35 }
level! { Level37 a37 b37 c37 d37 e37, Level36 }
level! { Level38 a38 b38 c38 d38 e38, Level37 }
level! { Level39 a39 b39 c39 d39 e39, Level38 }
level! { Level40 a40 b40 c40 d40 e40, Level39 }
level! { Level41 a41 b41 c41 d41 e41, Level40 }
level! { Level42 a42 b42 c42 d42 e42, Level41 }
level! { Level43 a43 b43 c43 d43 e43, Level42 }
level! { Level44 a44 b44 c44 d44 e44, Level43 }
level! { Level45 a45 b45 c45 d45 e45, Level44 }
level! { Level46 a46 b46 c46 d46 e46, Level45 }
level! { Level47 a47 b47 c47 d47 e47, Level46 }
level! { Level48 a48 b48 c48 d48 e48, Level47 }
level! { Level49 a49 b49 c49 d49 e49, Level48 }
level! { Level50 a50 b50 c50 d50 e50, Level49 }
level! { Level51 a51 b51 c51 d51 e51, Level50 }
level! { Level52 a52 b52 c52 d52 e52, Level51 }
level! { Level53 a53 b53 c53 d53 e53, Level52 }
level! { Level54 a54 b54 c54 d54 e54, Level53 }
level! { Level55 a55 b55 c55 d55 e55, Level54 }
level! { Level56 a56 b56 c56 d56 e56, Level55 }
level! { Level57 a57 b57 c57 d57 e57, Level56 }
level! { Level58 a58 b58 c58 d58 e58, Level57 }
level! { Level59 a59 b59 c59 d59 e59, Level58 }
level! { Level60 a60 b60 c60 d60 e60, Level59 }
level! { Level61 a61 b61 c61 d61 e61, Level60 }
level! { Level62 a62 b62 c62 d62 e62, Level61 }
level! { Level63 a63 b63 c63 d63 e63, Level62 }
level! { Level64 a64 b64 c64 d64 e64, Level63 }
level! { Level65 a65 b65 c65 d65 e65, Level64 }
level! { Level66 a66 b66 c66 d66 e66, Level65 }
level! { Level67 a67 b67 c67 d67 e67, Level66 }
level! { Level68 a68 b68 c68 d68 e68, Level67 }
level! { Level69 a69 b69 c69 d69 e69, Level68 }
level! { Level70 a70 b70 c70 d70 e70, Level69 }
level! { Level71 a71 b71 c71 d71 e71, Level70 }
level! { Level72 a72 b72 c72 d72 e72, Level71 }
level! { Level73 a73 b73 c73 d73 e73, Level72 }
level! { Level74 a74 b74 c74 d74 e74, Level73 }
level! { Level75 a75 b75 c75 d75 e75, Level74 }
level! { Level76 a76 b76 c76 d76 e76, Level75 }
level! { Level77 a77 b77 c77 d77 e77, Level76 }
level! { Level78 a78 b78 c78 d78 e78, Level77 }
level! { Level79 a79 b79 c79 d79 e79, Level78 }
level! { Level80 a80 b80 c80 d80 e80, Level79 }
level! { Level81 a81 b81 c81 d81 e81, Level80 }
level! { Level82 a82 b82 c82 d82 e82, Level81 }
level! { Level83 a83 b83 c83 d83 e83, Level82 }
level! { Level84 a84 b84 c84 d84 e84, Level83 }
level! { Level85 a85 b85 c85 d85 e85, Level84 }
level! { Level86 a86 b86 c86 d86 e86, Level85 }
level! { Level87 a87 b87 c87 d87 e87, Level86 }
level! { Level88 a88 b88 c88 d88 e88, Level87 }
level! { Level89 a89 b89 c89 d89 e89, Level88 }
level! { Level90 a90 b90 c90 d90 e90, Level89 }
level! { Level91 a91 b91 c91 d91 e91, Level90 }
level! { Level92 a92 b92 c92 d92 e92, Level91 }
level! { Level93 a93 b93 c93 d93 e93, Level92 }
level! { Level94 a94 b94 c94 d94 e94, Level93 }
level! { Level95 a95 b95 c95 d95 e95, Level94 }
level! { Level96 a96 b96 c96 d96 e96, Level95 }
level! { Level97 a97 b97 c97 d97 e97, Level96 }
level! { Level98 a98 b98 c98 d98 e98, Level97 }
level! { Level99 a99 b99 c99 d99 e99, Level98 }
level! { Level100 a100 b100 c100 d100 e100, Level99 }
level! { Level101 a101 b101 c101 d101 e101, Level100 }
level! { Level102 a102 b102 c102 d102 e102, Level101 }
level! { Level103 a103 b103 c103 d103 e103, Level102 }
level! { Level104 a104 b104 c104 d104 e104, Level103 }
level! { Level105 a105 b105 c105 d105 e105, Level104 }
level! { Level106 a106 b106 c106 d106 e106, Level105 }
level! { Level107 a107 b107 c107 d107 e107, Level106 }
level! { Level108 a108 b108 c108 d108 e108, Level107 }
level! { Level109 a109 b109 c109 d109 e109, Level108 }
level! { Level110 a110 b110 c110 d110 e110, Level109 }
level! { Level111 a111 b111 c111 d111 e111, Level110 }
level! { Level112 a112 b112 c112 d112 e112, Level111 }
level! { Level113 a113 b113 c113 d113 e113, Level112 }
level! { Level114 a114 b114 c114 d114 e114, Level113 }
level! { Level115 a115 b115 c115 d115 e115, Level114 }
level! { Level116 a116 b116 c116 d116 e116, Level115 }
level! { Level117 a117 b117 c117 d117 e117, Level116 }
level! { Level118 a118 b118 c118 d118 e118, Level117 }
level! { Level119 a119 b119 c119 d119 e119, Level118 }
level! { Level120 a120 b120 c120 d120 e120, Level119 }
level! { Level121 a121 b121 c121 d121 e121, Level120 }
level! { Level122 a122 b122 c122 d122 e122, Level121 }
level! { Level123 a123 b123 c123 d123 e123, Level122 }
level! { Level124 a124 b124 c124 d124 e124, Level123 }
level! { Level125 a125 b125 c125 d125 e125, Level124 }
level! { Level126 a126 b126 c126 d126 e126, Level125 }
level! { Level127 a127 b127 c127 d127 e127, Level126 }
level! { Level128 a128 b128 c128 d128 e128, Level127 }
level! { Level129 a129 b129 c129 d129 e129, Level128 }
level! { Level130 a130 b130 c130 d130 e130, Level129 }
level! { Level131 a131 b131 c131 d131 e131, Level130 }
level! { Level132 a132 b132 c132 d132 e132, Level131 }
level! { Level133 a133 b133 c133 d133 e133, Level132 }
level! { Level134 a134 b134 c134 d134 e134, Level133 }
level! { Level135 a135 b135 c135 d135 e135, Level134 }
level! { Level136 a136 b136 c136 d136 e136, Level135 }
level! { Level137 a137 b137 c137 d137 e137, Level136 }
level! { Level138 a138 b138 c138 d138 e138, Level137 }
level! { Level139 a139 b139 c139 d139 e139, Level138 }
level! { Level140 a140 b140 c140 d140 e140, Level139 }
level! { Level141 a141 b141 c141 d141 e141, Level140 }
level! { Level142 a142 b142 c142 d142 e142, Level141 }
level! { Level143 a143 b143 c143 d143 e143, Level142 }
level! { Level144 a144 b144 c144 d144 e144, Level143 }
level! { Level145 a145 b145 c145 d145 e145, Level144 }
level! { Level146 a146 b146 c146 d146 e146, Level145 }
level! { Level147 a147 b147 c147 d147 e147, Level146 }
level! { Level148 a148 b148 c148 d148 e148, Level147 }
level! { Level149 a149 b149 c149 d149 e149, Level148 }

fn main() {}
