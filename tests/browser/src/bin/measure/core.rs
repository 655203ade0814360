//! The core as WebAssembly, built as the extension's is, beside the floor.

use anyhow::Context as _;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use hullcheck_browser::Session;
use serde_json::{Value, json};
use std::{fs, path::Path};

/// Takes the module, the glue and the rules; gives a row for each text: its name and the
/// medians in milliseconds. Both are measured in turn, in batches that the clock can tell apart.
const SCRIPT: &str = r"
const [glue, wasm, rules] = arguments;
const done = arguments[arguments.length - 1];
const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
(async () => {
  const load = await import(URL.createObjectURL(new Blob([atob(glue)], { type: 'text/javascript' })));
  await load.default({ module_or_path: bytes(wasm) });
  load.loadMeasured(bytes(rules));
  const measured = new load.Measured();
  const time = (what, at, times) => {
    const start = performance.now();
    measured[what](at, times);
    return (performance.now() - start) / times;
  };
  const rows = [];
  for (const [at, name] of measured.names().entries()) {
    const batch = (what) => {
      let times = 1;
      while (time(what, at, times) * times < 8) times *= 2;
      return times;
    };
    const [floors, inspections] = [batch('floor'), batch('inspect')];
    const [floor, inspect] = [[], []];
    for (let round = 0; round < 15; round += 1) {
      floor.push(time('floor', at, floors));
      inspect.push(time('inspect', at, inspections));
    }
    rows.push([name, median(floor), median(inspect)]);
  }
  done(rows);
})().catch((error) => done(String(error)));
";

/// Prints the table.
pub async fn measure() -> anyhow::Result<()> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    let read = |file: &str| -> anyhow::Result<Value> {
        let path = target.join(file);
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(json!(STANDARD.encode(bytes)))
    };
    let parts = vec![read("load/load.js")?, read("load/load_bg.wasm")?, read("core/rules.bin")?];
    let session = Session::start(hullcheck_browser::content()?).await?;
    session.browser.set_script_timeout(std::time::Duration::from_mins(5)).await?;

    session.browser.goto("https://anything.site/").await?;
    let rows = session.browser.execute_async(SCRIPT, parts).await?.json().clone();
    let rows = rows.as_array().with_context(|| format!("the page says: {rows}"))?;
    println!("\n| text | floor, µs | inspection, µs | ratio |\n| --- | --: | --: | --: |");
    for row in rows {
        let (floor, ours) = (row[1].as_f64().unwrap_or_default(), row[2].as_f64().unwrap_or_default());
        println!(
            "| {} | {:.1} | {:.1} | {:.2} |",
            row[0].as_str().unwrap_or_default(),
            floor * 1e3,
            ours * 1e3,
            ours / floor
        );
    }
    Ok(())
}
