//! What an agency's system does with the register, by the client: `docs/for-agencies.md` goes along with it.
//!
//! It needs the address, the id and secret of a system's account, and a code:
//! `cargo run -p shuniu-client --example agency -- http://127.0.0.1:8080 <id> <secret> <code>`
#![allow(clippy::print_stdout, reason = "it is a tool for the command line")]

use shuniu_client::{At, ChangeFilter, Client, ClientError, SecretString, Settings};

fn main() -> Result<(), ClientError> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    let (address, id, secret, code) = (next(), next(), next(), next());
    let english = Settings { language: "en".to_owned(), ..Settings::default() };
    let client = Client::new(&address, english).signed_in(&id, SecretString::from(secret));

    // 1. One organization, as it is.
    let Some(organization) = client.organization(&code, At::default())? else {
        println!("nobody has the code {code}");
        return Ok(());
    };
    println!("{} {}: {}", organization.uscc, organization.name, organization.status.en);

    // 2. May we buy from it? With the law on either side.
    let standing = client.standing(&code, "purchase", None)?;
    println!("stands well for a purchase on {}: {}", standing.on, standing.good);
    for finding in standing.against.iter().filter(|it| it.outcome == "violated") {
        println!("  {} {} {}", finding.rule, finding.citation.article, finding.text.en);
    }

    // 3. A list of codes at once.
    let batch = client.batch(&[&code, "51110000000000000X"])?;
    println!("{} found, nobody has {:?}", batch.found.len(), batch.not_found);

    // 4. What changed since we looked last, a page of it.
    let page = client.changes(0, 0, &ChangeFilter::default())?;
    for change in page.changes.iter().take(3) {
        println!("{} {} {} {}", change.position, change.subject, change.id, change.kind);
    }
    println!("the log ends at {}; go on from {}", page.head, page.last);
    Ok(())
}
