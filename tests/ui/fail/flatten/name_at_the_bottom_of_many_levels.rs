// A name at the bottom of 150 structs that are flattened into each other is found at the top.

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

level! { Level0 a0 b0 }
level! { Level1 a1 b1, Level0 }
level! { Level2 a2 b2, Level1 }
level! { Level3 a3 b3, Level2 }
level! { Level4 a4 b4, Level3 }
level! { Level5 a5 b5, Level4 }
level! { Level6 a6 b6, Level5 }
level! { Level7 a7 b7, Level6 }
level! { Level8 a8 b8, Level7 }
level! { Level9 a9 b9, Level8 }
level! { Level10 a10 b10, Level9 }
level! { Level11 a11 b11, Level10 }
level! { Level12 a12 b12, Level11 }
level! { Level13 a13 b13, Level12 }
level! { Level14 a14 b14, Level13 }
level! { Level15 a15 b15, Level14 }
level! { Level16 a16 b16, Level15 }
level! { Level17 a17 b17, Level16 }
level! { Level18 a18 b18, Level17 }
level! { Level19 a19 b19, Level18 }
level! { Level20 a20 b20, Level19 }
level! { Level21 a21 b21, Level20 }
level! { Level22 a22 b22, Level21 }
level! { Level23 a23 b23, Level22 }
level! { Level24 a24 b24, Level23 }
level! { Level25 a25 b25, Level24 }
level! { Level26 a26 b26, Level25 }
level! { Level27 a27 b27, Level26 }
level! { Level28 a28 b28, Level27 }
level! { Level29 a29 b29, Level28 }
level! { Level30 a30 b30, Level29 }
level! { Level31 a31 b31, Level30 }
level! { Level32 a32 b32, Level31 }
level! { Level33 a33 b33, Level32 }
level! { Level34 a34 b34, Level33 }
level! { Level35 a35 b35, Level34 }
level! { Level36 a36 b36, Level35 }
level! { Level37 a37 b37, Level36 }
level! { Level38 a38 b38, Level37 }
level! { Level39 a39 b39, Level38 }
level! { Level40 a40 b40, Level39 }
level! { Level41 a41 b41, Level40 }
level! { Level42 a42 b42, Level41 }
level! { Level43 a43 b43, Level42 }
level! { Level44 a44 b44, Level43 }
level! { Level45 a45 b45, Level44 }
level! { Level46 a46 b46, Level45 }
level! { Level47 a47 b47, Level46 }
level! { Level48 a48 b48, Level47 }
level! { Level49 a49 b49, Level48 }
level! { Level50 a50 b50, Level49 }
level! { Level51 a51 b51, Level50 }
level! { Level52 a52 b52, Level51 }
level! { Level53 a53 b53, Level52 }
level! { Level54 a54 b54, Level53 }
level! { Level55 a55 b55, Level54 }
level! { Level56 a56 b56, Level55 }
level! { Level57 a57 b57, Level56 }
level! { Level58 a58 b58, Level57 }
level! { Level59 a59 b59, Level58 }
level! { Level60 a60 b60, Level59 }
level! { Level61 a61 b61, Level60 }
level! { Level62 a62 b62, Level61 }
level! { Level63 a63 b63, Level62 }
level! { Level64 a64 b64, Level63 }
level! { Level65 a65 b65, Level64 }
level! { Level66 a66 b66, Level65 }
level! { Level67 a67 b67, Level66 }
level! { Level68 a68 b68, Level67 }
level! { Level69 a69 b69, Level68 }
level! { Level70 a70 b70, Level69 }
level! { Level71 a71 b71, Level70 }
level! { Level72 a72 b72, Level71 }
level! { Level73 a73 b73, Level72 }
level! { Level74 a74 b74, Level73 }
level! { Level75 a75 b75, Level74 }
level! { Level76 a76 b76, Level75 }
level! { Level77 a77 b77, Level76 }
level! { Level78 a78 b78, Level77 }
level! { Level79 a79 b79, Level78 }
level! { Level80 a80 b80, Level79 }
level! { Level81 a81 b81, Level80 }
level! { Level82 a82 b82, Level81 }
level! { Level83 a83 b83, Level82 }
level! { Level84 a84 b84, Level83 }
level! { Level85 a85 b85, Level84 }
level! { Level86 a86 b86, Level85 }
level! { Level87 a87 b87, Level86 }
level! { Level88 a88 b88, Level87 }
level! { Level89 a89 b89, Level88 }
level! { Level90 a90 b90, Level89 }
level! { Level91 a91 b91, Level90 }
level! { Level92 a92 b92, Level91 }
level! { Level93 a93 b93, Level92 }
level! { Level94 a94 b94, Level93 }
level! { Level95 a95 b95, Level94 }
level! { Level96 a96 b96, Level95 }
level! { Level97 a97 b97, Level96 }
level! { Level98 a98 b98, Level97 }
level! { Level99 a99 b99, Level98 }
level! { Level100 a100 b100, Level99 }
level! { Level101 a101 b101, Level100 }
level! { Level102 a102 b102, Level101 }
level! { Level103 a103 b103, Level102 }
level! { Level104 a104 b104, Level103 }
level! { Level105 a105 b105, Level104 }
level! { Level106 a106 b106, Level105 }
level! { Level107 a107 b107, Level106 }
level! { Level108 a108 b108, Level107 }
level! { Level109 a109 b109, Level108 }
level! { Level110 a110 b110, Level109 }
level! { Level111 a111 b111, Level110 }
level! { Level112 a112 b112, Level111 }
level! { Level113 a113 b113, Level112 }
level! { Level114 a114 b114, Level113 }
level! { Level115 a115 b115, Level114 }
level! { Level116 a116 b116, Level115 }
level! { Level117 a117 b117, Level116 }
level! { Level118 a118 b118, Level117 }
level! { Level119 a119 b119, Level118 }
level! { Level120 a120 b120, Level119 }
level! { Level121 a121 b121, Level120 }
level! { Level122 a122 b122, Level121 }
level! { Level123 a123 b123, Level122 }
level! { Level124 a124 b124, Level123 }
level! { Level125 a125 b125, Level124 }
level! { Level126 a126 b126, Level125 }
level! { Level127 a127 b127, Level126 }
level! { Level128 a128 b128, Level127 }
level! { Level129 a129 b129, Level128 }
level! { Level130 a130 b130, Level129 }
level! { Level131 a131 b131, Level130 }
level! { Level132 a132 b132, Level131 }
level! { Level133 a133 b133, Level132 }
level! { Level134 a134 b134, Level133 }
level! { Level135 a135 b135, Level134 }
level! { Level136 a136 b136, Level135 }
level! { Level137 a137 b137, Level136 }
level! { Level138 a138 b138, Level137 }
level! { Level139 a139 b139, Level138 }
level! { Level140 a140 b140, Level139 }
level! { Level141 a141 b141, Level140 }
level! { Level142 a142 b142, Level141 }
level! { Level143 a143 b143, Level142 }
level! { Level144 a144 b144, Level143 }
level! { Level145 a145 b145, Level144 }
level! { Level146 a146 b146, Level145 }
level! { Level147 a147 b147, Level146 }
level! { Level148 a148 b148, Level147 }
level! { Level149 a149 b149, Level148 }

#[derive(GroupTraits)]
struct Company {
    a0: u8,
    #[group(flatten)]
    levels: Level149,
}

fn main() {}
