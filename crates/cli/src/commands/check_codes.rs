//! `shuniu check-codes`: one line of answer for each line of input, as it comes.

use std::io::{self, BufRead, BufWriter, Write};

use serde::Serialize;
use shuniu_core::identity::Uscc;

use crate::{args::JsonArgs, exit::Code};

/// The answer for a script.
#[derive(Serialize)]
struct Answer<'a> {
    code: &'a str,
    valid: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    defect: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zh: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<&'static str>,
}

pub(super) fn run(args: JsonArgs) -> anyhow::Result<Code> {
    let output = BufWriter::new(io::stdout().lock());
    let all_valid = check(io::stdin().lock(), output, args.json)?;
    Ok(if all_valid { Code::Good } else { Code::Found })
}

fn check(mut input: impl BufRead, mut output: impl Write, json: bool) -> anyhow::Result<bool> {
    let mut all_valid = true;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        // Only the end of the line is taken off: white space inside it is a defect to tell.
        let code = text.strip_suffix('\n').unwrap_or(&text);
        let code = code.strip_suffix('\r').unwrap_or(code);
        all_valid &= answer(code, &mut output, json)?;
    }
    output.flush()?;
    Ok(all_valid)
}

fn answer(code: &str, output: &mut impl Write, json: bool) -> anyhow::Result<bool> {
    let parsed = Uscc::parse(code);
    if json {
        let warnings = parsed.as_ref().map(Uscc::warnings).unwrap_or_default();
        let answer = Answer {
            code,
            valid: parsed.is_ok(),
            defect: parsed.as_ref().err().map(|d| d.code()),
            zh: parsed.as_ref().err().map(|d| d.zh()),
            en: parsed.as_ref().err().map(ToString::to_string),
            warnings: warnings.iter().map(|w| w.code()).collect(),
        };
        writeln!(output, "{}", serde_json::to_string(&answer)?)?;
    } else {
        match &parsed {
            Ok(_) => writeln!(output, "{code}\tvalid")?,
            Err(defect) => writeln!(output, "{code}\tinvalid: {}: {defect}", defect.code())?,
        }
    }
    Ok(parsed.is_ok())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn checked(input: &[u8], json: bool) -> (bool, Vec<String>) {
        let mut output = Vec::new();
        let good = check(input, &mut output, json).unwrap();
        (good, String::from_utf8(output).unwrap().lines().map(ToOwned::to_owned).collect())
    }

    #[test]
    fn every_line_has_its_answer() {
        let (good, lines) = checked(b"53100000500021676K\r\n\n53100000500020462H\n\xff\n x", false);
        assert!(!good);
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[0], "53100000500021676K\tvalid");
        assert!(lines[1].starts_with("\tinvalid: empty: "));
        assert!(lines[2].starts_with("53100000500020462H\tinvalid: wrong_check_character: "));
        assert!(lines[2].contains("should be K"));
        assert!(lines[4].starts_with(" x\tinvalid: "));
        assert!(checked(b"53100000500021676K", false).0);
    }

    #[test]
    fn a_script_reads_json() {
        let (_, lines) = checked(b"91110116720958920A\n5110000050001268\n", true);
        let first: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
        assert_eq!(
            (&first["valid"], first["warnings"].as_array().unwrap().len()),
            (&true.into(), 1)
        );
        let second: serde_json::Value = serde_json::from_str(&lines[1]).unwrap();
        assert_eq!(second["defect"], "length");
        assert!(second["zh"].as_str().unwrap().contains("18位"));
    }
}
