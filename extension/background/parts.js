// @ts-check
/** The core's files, asked for before all else: the browser takes longer to bring them than all scripts here take to run. */
export const wasm = fetch('/core/hullcheck_bg.wasm');
export const rules = fetch('/core/rules.bin');
