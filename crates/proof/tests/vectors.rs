//! The published vectors for inclusion and consistency of RFC 6962 trees: every case is as they say.

#![allow(clippy::unwrap_used, missing_docs)]

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use shuniu_proof::{Hash, check_consistency, check_inclusion, leaf_hash};

fn cases(kind: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("vectors/rfc6962.json")).unwrap();
    all[kind].as_array().unwrap().clone()
}

/// A hash; where the vectors have a word instead ("don't care 1"), the hash of that word. What is of another length
/// makes the case a refusal.
fn hash(value: &Value) -> Option<Hash> {
    let text = value.as_str().unwrap_or_default();
    let word = STANDARD.decode(text).ok().filter(|bytes| bytes.starts_with(b"don't care"));
    Hash::parse(text).or_else(|| word.map(|word| leaf_hash(&word)))
}

fn hashes(value: &Value) -> Option<Vec<Hash>> {
    value.as_array().map_or_else(|| Some(Vec::new()), |all| all.iter().map(hash).collect())
}

/// How the case comes out, and how it should.
fn outcomes(kind: &str, holds: impl Fn(&Value) -> Option<bool>) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for case in cases(kind) {
        let wanted = case["wantErr"] == false;
        let found = holds(&case).unwrap_or(false);
        assert_eq!(found, wanted, "{kind} {}: {}", case["case"], case["desc"]);
        if wanted { good += 1 } else { bad += 1 }
    }
    (good, bad)
}

#[test]
fn inclusion() {
    let told = outcomes("inclusion", |case| {
        let (index, size) = (case["leafIdx"].as_u64()?, case["treeSize"].as_u64()?);
        let (leaf, proof) = (hash(&case["leafHash"])?, hashes(&case["proof"])?);
        Some(check_inclusion(&leaf, index, size, &proof, &hash(&case["root"])?).is_ok())
    });
    assert!(told.0 >= 5 && told.1 > 80, "{told:?}");
}

#[test]
fn consistency() {
    let told = outcomes("consistency", |case| {
        let (from, to) = (case["size1"].as_u64()?, case["size2"].as_u64()?);
        let (old, new) = (hash(&case["root1"])?, hash(&case["root2"])?);
        Some(check_consistency(from, &old, to, &new, &hashes(&case["proof"])?).is_ok())
    });
    assert!(told.0 >= 4 && told.1 > 80, "{told:?}");
}
