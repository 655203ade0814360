//! What the policy of the extension's own pages forbids, tried on each of them.

use anyhow::{Result, ensure};
use hullcheck_browser::{Session, content};
use serde_json::{Value, json};

/// Each tries something, and says whether the page let it.
const ATTEMPTS: [(&str, &str); 8] = [
    (
        "markup from text",
        "document.body.innerHTML = '<p id=made>x'; return !!document.getElementById('made')",
    ),
    // By the page itself, and later: what a driver runs may be allowed more.
    (
        "code from text",
        "window.setTimeout('window.evaluated = true'); await new Promise((resolve) => setTimeout(resolve, 50)); return window.evaluated === true",
    ),
    (
        "a script without a file",
        "const made = document.createElement('script'); try { made.textContent = 'window.ran = true' } catch {} document.head.append(made); return window.ran === true",
    ),
    (
        "a script from elsewhere",
        "const made = document.createElement('script'); made.src = 'https://evil.site/x.js'; document.head.append(made); return new Promise((done) => { made.onload = () => done(true); made.onerror = () => done(false) })",
    ),
    // Trusted Types say nothing about it: this is the policy's own word.
    (
        "a module from text",
        "await import('data:text/javascript,window.imported=1').catch(() => {}); return window.imported === 1",
    ),
    (
        "a handler in markup",
        "const made = document.createElement('button'); made.setAttribute('onclick', 'window.handled = true'); document.body.append(made); made.click(); return window.handled === true",
    ),
    (
        "a frame",
        "const made = document.createElement('iframe'); made.src = 'https://evil.site/'; const refused = new Promise((done) => document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => done(effectiveDirective !== 'frame-src'), { once: true })); document.body.append(made); return refused",
    ),
    (
        "a picture from elsewhere",
        "const made = new Image(); const done = new Promise((done) => { made.onload = () => done(true); made.onerror = () => done(false) }); made.src = 'https://evil.site/x.png'; return done",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_becomes_code_or_markup_and_nothing_comes_from_elsewhere() -> Result<()> {
    let session = Session::start(content()?).await?;
    for page in ["popup/popup.html", "options/options.html", "warning/warning.html", "report/report.html"] {
        for (name, attempt) in ATTEMPTS {
            session.open_own(page).await?;
            let script = format!(
                "const done = arguments[0]; (async () => {{ {attempt} }})().then(done, (error) => done(['TypeError', 'EvalError'].includes(error.name) ? false : String(error)))"
            );
            let found: Value = session.browser.execute_async(&script, vec![]).await?.json().clone();
            ensure!(found == json!(false), "{page}: {name}: {found}");
        }
    }
    ensure!(session.hub.reached().is_empty(), "{:?}", session.hub.reached());
    Ok(())
}
