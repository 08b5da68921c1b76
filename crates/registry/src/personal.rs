//! Personal data: identity numbers are sealed here and opened here, and nowhere else.
//!
//! Serves the plan's rule that a number is never stored in clear: what is kept is a cipher
//! (AES-256-GCM), a keyed digest that answers "is this the same person", and a masked form. The
//! keys come from outside the database. May not enter: who may see a number, and the record of
//! who did.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac::{self, HMAC_SHA256};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::NaiveDateTime;
use shuniu_core::identity::{ResidentIdentity, ResidentIdentityError};
use shuniu_core::registration::Person;
use shuniu_core::text::Text;
use shuniu_store::IdentityRow;
use thiserror::Error;

use crate::ports::Random;

type Key = [u8; 32];
/// First byte of every cipher, so that another way of sealing can be told from this one.
const FORMAT: u8 = 1;
/// Put before what is digested, so that numbers of other documents are not mistaken for these.
const CONTEXT: &str = "resident-identity";
/// Most characters of a person's name.
const LONGEST_NAME: usize = 100;

/// Why keys are not usable. Never holds any part of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PersonalKeyError {
    /// Not 64 hexadecimal digits.
    #[error("the {0} must be 64 hexadecimal digits (32 bytes)")]
    Form(&'static str),
    /// Both keys are the same.
    #[error("the sealing key and the digest key must differ")]
    Same,
    /// The cryptographic library refused it.
    #[error("a key for personal data was refused")]
    Refused,
}

/// The two keys, to be made once and kept outside the database. Losing them loses the numbers.
#[derive(Clone)]
pub struct PersonalKeys {
    sealing: Key,
    digest: Key,
}

impl PersonalKeys {
    /// Keys from hexadecimal text: the one that seals, the one for digests.
    ///
    /// # Errors
    /// [`PersonalKeyError`], which says which key and what it must be.
    pub fn from_hex(sealing: &str, digest: &str) -> Result<Self, PersonalKeyError> {
        let read = |text: &str, which| {
            let mut key = Key::default();
            hex::decode_to_slice(text.trim(), &mut key)
                .map_err(|_| PersonalKeyError::Form(which))?;
            Ok(key)
        };
        Self::checked(read(sealing, "sealing key")?, read(digest, "digest key")?)
    }

    /// Fresh keys.
    ///
    /// # Errors
    /// [`PersonalKeyError::Same`] when the randomness handed in is none.
    pub fn generate(random: &dyn Random) -> Result<Self, PersonalKeyError> {
        let (mut sealing, mut digest) = (Key::default(), Key::default());
        random.fill(&mut sealing);
        random.fill(&mut digest);
        Self::checked(sealing, digest)
    }

    /// The keys in clear, as [`Self::from_hex`] takes them: for writing them to where they are
    /// kept, and nothing else.
    #[must_use]
    pub fn expose_hex(&self) -> (String, String) {
        (hex::encode(self.sealing), hex::encode(self.digest))
    }

    fn checked(sealing: Key, digest: Key) -> Result<Self, PersonalKeyError> {
        if sealing == digest {
            return Err(PersonalKeyError::Same);
        }
        Ok(Self { sealing, digest })
    }
}

impl fmt::Debug for PersonalKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalKeys(…)")
    }
}

/// A sealed identity number.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Keyed digest of the number (HMAC-SHA256, 64 hexadecimal digits): equal for equal numbers.
    pub digest: String,
    /// The number with all but its ends masked.
    pub masked: String,
    /// The number, sealed (base64); differs each time.
    pub cipher: String,
}

impl Sealed {
    /// The row to store, first seen `now` (UTC).
    #[must_use]
    pub fn row(&self, now: NaiveDateTime) -> IdentityRow {
        IdentityRow { digest: self.digest.clone(), cipher: self.cipher.clone(), created_at: now }
    }
}

/// Shows nothing: even a digest says who is the same person.
impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(…)")
    }
}

/// Why a cipher could not be opened, or a number not sealed. Never holds any part of either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum VaultError {
    /// The text is no cipher of a known format.
    #[error("a sealed identity number is not readable")]
    Unreadable,
    /// Another key, another digest, or a cipher that was tampered with.
    #[error("a sealed identity number does not fit the key or its digest")]
    Unfit,
    /// The cryptographic library failed.
    #[error("an identity number could not be sealed")]
    Failed,
}

/// Why what was stated about a person was not taken. Never holds what was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PersonError {
    /// The name is missing, too long or holds control characters.
    #[error("a person's name is 1 to {LONGEST_NAME} characters without control characters")]
    Name,
    /// The identity number is not well formed.
    #[error(transparent)]
    Identity(#[from] ResidentIdentityError),
    /// The number could not be sealed.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl PersonError {
    /// The field at fault, below the person's own path; none when no field is.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Name => Some("name"),
            Self::Identity(_) => Some("identity_number"),
            Self::Vault(_) => None,
        }
    }

    /// What is wrong and what to do, in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Name => Text::new(
                "请填写姓名：1至100个字符，不含控制字符。",
                "Enter the name: 1 to 100 characters, no control characters.",
            ),
            Self::Identity(error) => Text::new(error.zh(), error.to_string()),
            Self::Vault(_) => Text::new(
                "系统故障，请联系管理员。",
                "A fault of the system: tell the administrator.",
            ),
        }
    }
}

/// The vault: seals and opens identity numbers. Cheap to use, made once.
pub struct PersonalData {
    sealing: RandomizedNonceKey,
    digest: hmac::Key,
}

impl fmt::Debug for PersonalData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalData(…)")
    }
}

impl PersonalData {
    /// A vault with these keys.
    ///
    /// # Errors
    /// [`PersonalKeyError::Refused`].
    pub fn new(keys: &PersonalKeys) -> Result<Self, PersonalKeyError> {
        let sealing = RandomizedNonceKey::new(&AES_256_GCM, &keys.sealing)
            .map_err(|_| PersonalKeyError::Refused)?;
        Ok(Self { sealing, digest: hmac::Key::new(HMAC_SHA256, &keys.digest) })
    }

    /// A vault with keys from hexadecimal text; see [`PersonalKeys::from_hex`].
    ///
    /// # Errors
    /// [`PersonalKeyError`].
    pub fn from_hex(sealing: &str, digest: &str) -> Result<Self, PersonalKeyError> {
        Self::new(&PersonalKeys::from_hex(sealing, digest)?)
    }

    /// A vault whose keys are lost with it: for tests and the demo.
    ///
    /// # Errors
    /// [`PersonalKeyError`].
    pub fn generate(random: &dyn Random) -> Result<Self, PersonalKeyError> {
        Self::new(&PersonalKeys::generate(random)?)
    }

    /// The keyed digest under which a number is known, for finding a person.
    #[must_use]
    pub fn digest(&self, identity: &ResidentIdentity) -> String {
        let mut context = hmac::Context::with_key(&self.digest);
        context.update(CONTEXT.as_bytes());
        context.update(&[0]);
        context.update(identity.expose().as_bytes());
        hex::encode(context.sign())
    }

    /// The secret with this number of a webhook: derived, so that it is nowhere stored.
    #[must_use]
    pub fn webhook_secret(&self, webhook: &str, generation: i32) -> Vec<u8> {
        let of = format!("shuniu/webhook/1\0{webhook}\0{generation}");
        hmac::sign(&self.digest, of.as_bytes()).as_ref().to_vec()
    }

    /// Seals a number. The nonce is drawn by the cryptographic library itself: a nonce that comes
    /// twice would open both ciphers, so it is no one else's to choose.
    ///
    /// # Errors
    /// [`VaultError::Failed`].
    pub fn seal(&self, identity: &ResidentIdentity) -> Result<Sealed, VaultError> {
        let digest = self.digest(identity);
        let mut text = identity.expose().as_bytes().to_vec();
        let nonce = self
            .sealing
            .seal_in_place_append_tag(bound_to(&digest), &mut text)
            .map_err(|_| VaultError::Failed)?;
        let mut cipher = vec![FORMAT];
        cipher.extend_from_slice(nonce.as_ref());
        cipher.append(&mut text);
        Ok(Sealed { digest, masked: identity.masked(), cipher: STANDARD.encode(cipher) })
    }

    /// Opens a cipher that was stored under `digest`. A cipher that was moved to another person's
    /// row does not open.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`], [`VaultError::Unfit`].
    pub fn open(&self, digest: &str, cipher: &str) -> Result<ResidentIdentity, VaultError> {
        let bytes = STANDARD.decode(cipher).map_err(|_| VaultError::Unreadable)?;
        let Some((&FORMAT, rest)) = bytes.split_first() else {
            return Err(VaultError::Unreadable);
        };
        let (nonce, sealed) = rest.split_at_checked(NONCE_LEN).ok_or(VaultError::Unreadable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| VaultError::Unreadable)?;
        let mut text = sealed.to_vec();
        let plain = self
            .sealing
            .open_in_place(nonce, bound_to(digest), &mut text)
            .map_err(|_| VaultError::Unfit)?;
        let number = std::str::from_utf8(plain).map_err(|_| VaultError::Unfit)?;
        ResidentIdentity::parse(number).map_err(|_| VaultError::Unfit)
    }

    /// A person as the core takes one, from a name and, where the law asks for it, an identity
    /// number; the sealed number is to be stored beside.
    ///
    /// # Errors
    /// [`PersonError`], with the field that is at fault.
    pub fn person(
        &self,
        name: &str,
        identity_number: Option<&str>,
    ) -> Result<(Person, Option<Sealed>), PersonError> {
        let name = name.trim();
        if !(1..=LONGEST_NAME).contains(&name.chars().count()) || name.chars().any(char::is_control)
        {
            return Err(PersonError::Name);
        }
        let sealed = match identity_number {
            None => None,
            Some(number) => Some(self.seal(&ResidentIdentity::parse(number.trim())?)?),
        };
        let person = Person {
            name: name.to_owned(),
            identity_digest: sealed.as_ref().map(|it| it.digest.clone()),
            identity_masked: sealed.as_ref().map(|it| it.masked.clone()),
        };
        Ok((person, sealed))
    }
}

/// What a cipher is bound to beside its key.
fn bound_to(digest: &str) -> Aad<String> {
    Aad::from(format!("{CONTEXT}/{FORMAT}/{digest}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    /// Another byte each time; no randomness at all, and enough for a test.
    struct Counting(AtomicU8);

    impl Random for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0.fetch_add(1, Ordering::Relaxed));
        }
    }

    fn vault() -> PersonalData {
        PersonalData::from_hex(&"11".repeat(32), &"22".repeat(32)).unwrap()
    }

    /// Division 999999 does not exist, so that nobody has this number.
    fn synthetic(sequence: u32) -> ResidentIdentity {
        let digits = format!("99999919800229{sequence:03}");
        "0123456789X"
            .chars()
            .find_map(|check| ResidentIdentity::parse(&format!("{digits}{check}")).ok())
            .unwrap()
    }

    #[test]
    fn what_is_sealed_opens_again() {
        let (vault, identity) = (vault(), synthetic(1));
        let (one, two) = (vault.seal(&identity).unwrap(), vault.seal(&identity).unwrap());
        assert_eq!(one.digest, two.digest);
        assert_eq!(one.digest.len(), 64);
        assert_ne!(one.cipher, two.cipher);
        assert_ne!(one.digest, vault.seal(&synthetic(2)).unwrap().digest);
        assert_eq!(vault.open(&one.digest, &one.cipher), Ok(identity.clone()));
        assert_eq!(one.masked, identity.masked());
        assert_eq!(vault.digest(&identity), one.digest);
        assert!(!STANDARD.decode(&one.cipher).unwrap().windows(6).any(|w| w == b"999999"));
    }

    #[test]
    fn only_the_right_keys_and_row_open() {
        let (vault, sealed) = (vault(), vault().seal(&synthetic(1)).unwrap());
        let other = PersonalData::generate(&Counting(AtomicU8::new(1))).unwrap();
        assert_eq!(other.open(&sealed.digest, &sealed.cipher), Err(VaultError::Unfit));
        assert_ne!(other.digest(&synthetic(1)), sealed.digest, "the digest is keyed");
        let moved = vault.digest(&synthetic(2));
        assert_eq!(vault.open(&moved, &sealed.cipher), Err(VaultError::Unfit));

        let bytes = STANDARD.decode(&sealed.cipher).unwrap();
        for place in 1..bytes.len() {
            let mut bent = bytes.clone();
            bent[place] ^= 1;
            let opened = vault.open(&sealed.digest, &STANDARD.encode(bent));
            assert_eq!(opened, Err(VaultError::Unfit), "byte {place}");
        }
        for text in ["", "?", "AA==", "AQ==", "AgAAAAAAAAAAAAAAAAAAAAAA"] {
            assert_eq!(vault.open(&sealed.digest, text), Err(VaultError::Unreadable), "{text}");
        }
    }

    #[test]
    fn keys_are_checked_and_never_shown() {
        let (a, b) = ("ab".repeat(32), "cd".repeat(32));
        let keys = PersonalKeys::from_hex(&a, &format!("{b}\n")).unwrap();
        assert_eq!(keys.expose_hex(), (a.clone(), b));
        assert_eq!(PersonalKeys::from_hex(&a, &a).err(), Some(PersonalKeyError::Same));
        let short = PersonalKeys::from_hex(&a, "abcd").err();
        assert_eq!(short, Some(PersonalKeyError::Form("digest key")));
        let vault = PersonalData::new(&keys).unwrap();
        let sealed = vault.seal(&synthetic(1)).unwrap();
        let shown = format!("{keys:?} {vault:?} {sealed:?}");
        assert!(!shown.contains("abab") && !shown.contains("171") && !shown.contains('9'));
    }

    #[test]
    fn a_person_is_taken_with_or_without_a_number() {
        let vault = vault();
        let (person, sealed) = vault.person(" 测试甲 ", None).unwrap();
        assert_eq!((person.name.as_str(), person.identity_digest, sealed), ("测试甲", None, None));

        let number = synthetic(1);
        let (person, sealed) = vault.person("测试甲", Some(number.expose())).unwrap();
        let sealed = sealed.unwrap();
        assert_eq!(person.identity_digest, Some(sealed.digest));
        assert_eq!(person.identity_masked, Some(number.masked()));

        let wrong = vault.person("测试甲", Some("99999919800229")).unwrap_err();
        assert_eq!(wrong, PersonError::Identity(ResidentIdentityError::Length));
        assert_eq!(wrong.field(), Some("identity_number"));
        assert!(wrong.text().zh.contains("18位") && !wrong.to_string().contains("9999"));
        for name in ["", "  ", "甲\u{7}乙", &"长".repeat(101)] {
            assert_eq!(vault.person(name, None).err(), Some(PersonError::Name));
        }
    }
}
