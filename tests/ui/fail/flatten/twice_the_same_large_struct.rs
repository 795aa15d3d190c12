use group_core::GroupTraits;

#[derive(GroupTraits)]
#[rustfmt::skip]
struct Large {
    n0: u8, n1: u8, n2: u8, n3: u8, n4: u8, n5: u8, n6: u8, n7: u8, n8: u8, n9: u8,
    n10: u8, n11: u8, n12: u8, n13: u8, n14: u8, n15: u8, n16: u8, n17: u8, n18: u8, n19: u8,
    n20: u8, n21: u8, n22: u8, n23: u8, n24: u8, n25: u8, n26: u8, n27: u8, n28: u8, n29: u8,
    n30: u8, n31: u8, n32: u8, n33: u8, n34: u8, n35: u8, n36: u8, n37: u8, n38: u8, n39: u8,
    n40: u8, n41: u8, n42: u8, n43: u8, n44: u8, n45: u8, n46: u8, n47: u8, n48: u8, n49: u8,
    n50: u8, n51: u8, n52: u8, n53: u8, n54: u8, n55: u8, n56: u8, n57: u8, n58: u8, n59: u8,
    n60: u8, n61: u8, n62: u8, n63: u8, n64: u8, n65: u8, n66: u8, n67: u8, n68: u8, n69: u8,
    n70: u8, n71: u8, n72: u8, n73: u8, n74: u8, n75: u8, n76: u8, n77: u8, n78: u8, n79: u8,
    n80: u8, n81: u8, n82: u8, n83: u8, n84: u8, n85: u8, n86: u8, n87: u8, n88: u8, n89: u8,
    n90: u8, n91: u8, n92: u8, n93: u8, n94: u8, n95: u8, n96: u8, n97: u8, n98: u8, n99: u8,
    n100: u8, n101: u8, n102: u8, n103: u8, n104: u8, n105: u8, n106: u8, n107: u8, n108: u8, n109: u8,
    n110: u8, n111: u8, n112: u8, n113: u8, n114: u8, n115: u8, n116: u8, n117: u8, n118: u8, n119: u8,
    n120: u8, n121: u8, n122: u8, n123: u8, n124: u8, n125: u8, n126: u8, n127: u8, n128: u8, n129: u8,
    n130: u8, n131: u8, n132: u8, n133: u8, n134: u8, n135: u8, n136: u8, n137: u8, n138: u8, n139: u8,
    n140: u8, n141: u8, n142: u8, n143: u8, n144: u8, n145: u8, n146: u8, n147: u8, n148: u8, n149: u8,
    n150: u8, n151: u8, n152: u8, n153: u8, n154: u8, n155: u8, n156: u8, n157: u8, n158: u8, n159: u8,
    n160: u8, n161: u8, n162: u8, n163: u8, n164: u8, n165: u8, n166: u8, n167: u8, n168: u8, n169: u8,
    n170: u8, n171: u8, n172: u8, n173: u8, n174: u8, n175: u8, n176: u8, n177: u8, n178: u8, n179: u8,
    n180: u8, n181: u8, n182: u8, n183: u8, n184: u8, n185: u8, n186: u8, n187: u8, n188: u8, n189: u8,
    n190: u8, n191: u8, n192: u8, n193: u8, n194: u8, n195: u8, n196: u8, n197: u8, n198: u8, n199: u8,
    n200: u8, n201: u8, n202: u8, n203: u8, n204: u8, n205: u8, n206: u8, n207: u8, n208: u8, n209: u8,
    n210: u8, n211: u8, n212: u8, n213: u8, n214: u8, n215: u8, n216: u8, n217: u8, n218: u8, n219: u8,
    n220: u8, n221: u8, n222: u8, n223: u8, n224: u8, n225: u8, n226: u8, n227: u8, n228: u8, n229: u8,
    n230: u8, n231: u8, n232: u8, n233: u8, n234: u8, n235: u8, n236: u8, n237: u8, n238: u8, n239: u8,
    n240: u8, n241: u8, n242: u8, n243: u8, n244: u8, n245: u8, n246: u8, n247: u8, n248: u8, n249: u8,
}

#[derive(GroupTraits)]
struct Company {
    #[group(flatten)]
    first: Large,
    #[group(flatten)]
    second: Large,
}

fn main() {}
