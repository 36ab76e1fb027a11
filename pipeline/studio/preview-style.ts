/** The style of static previews. Radio buttons choose what is shown; there is no script. */
export const previewStyle = `:root { color-scheme: light dark; }
body { margin: 0; font: 15px/1.55 system-ui, sans-serif; background: light-dark(#f8f7f3, #161615); color: light-dark(#1d1d1b, #ecebe7); }
main { padding: 24px; max-width: 1500px; margin: 0 auto; }
h1 { font: 700 26px/1.25 Georgia, serif; }
h2 { font-size: 16px; }
a { color: inherit; }
small, time, .states { color: light-dark(#605d57, #aba79e); font-weight: 400; }
.issues, .states { list-style: none; margin: 0; padding: 0; }
.issues > li { display: grid; grid-template-columns: 7em 1fr auto; gap: 4px 20px; align-items: baseline; padding: 12px 0; border-top: 1px solid light-dark(#dedad1, #34322e); }
.issues > li > a { font: 700 17px/1.35 Georgia, serif; }
.states { display: flex; flex-wrap: wrap; gap: 6px; font-size: 13px; }
.states li { padding: 2px 10px; border-radius: 12px; background: light-dark(#eceae3, #262623); }
.states .changed, .states .new { background: light-dark(#e2eee3, #1d3022); color: light-dark(#1f5a2c, #a9d6b1); }
@media (max-width: 700px) { .issues > li { grid-template-columns: 1fr; } }
.choices { display: flex; flex-wrap: wrap; gap: 6px 18px; padding: 12px 0; }
.gap { width: 18px; }
.panes { display: flex; gap: 20px; overflow-x: auto; align-items: flex-start; }
section { flex: 1 1 0; min-width: min(380px, 100%); }
iframe { display: none; width: 100%; height: 82vh; border: 1px solid light-dark(#dedad1, #34322e); border-radius: 8px; background: #fff; }
main:has([value="light"]:checked) .look-light, main:has([value="dark"]:checked) .look-dark,
main:has([value="gmail"]:checked) .look-gmail, main:has([value="outlook"]:checked) .look-outlook,
main:has([value="plain"]:checked) .look-plain { display: block; }
main:has([value="light"]:checked) .notes .look-light, main:has([value="dark"]:checked) .notes .look-dark,
main:has([value="gmail"]:checked) .notes .look-gmail, main:has([value="outlook"]:checked) .notes .look-outlook,
main:has([value="plain"]:checked) .notes .look-plain { display: inline; }
main:has([value="phone"]:checked) iframe, main:has([value="phone"]:checked) .layers { width: min(375px, 100%); }
.difference, main:has([value="difference"]:checked) section:not(.difference) { display: none; }
main:has([value="difference"]:checked) .difference { display: block; }
.layers { height: 82vh; overflow-y: auto; border: 1px solid light-dark(#dedad1, #34322e); border-radius: 8px; }
.layers > div { display: none; position: relative; height: 6000px; background: #fff; isolation: isolate; filter: invert(1); }
.layers iframe { display: block; position: absolute; inset: 0; height: 100%; border: 0; border-radius: 0; pointer-events: none; }
.layers iframe + iframe { mix-blend-mode: difference; }
.notes { margin: 0 0 14px; padding: 0; list-style: none; counter-reset: note; font-size: 14px; }
.notes li { position: relative; counter-increment: note; padding: 6px 0 6px 34px; border-top: 1px solid light-dark(#dedad1, #34322e); overflow-wrap: anywhere; }
.notes li::before { content: counter(note); position: absolute; left: 0; top: 6px; min-width: 24px; border-radius: 12px; text-align: center; font: 700 13px/24px system-ui, sans-serif; color: #fff; background: #7a4a00; }
.notes .error::before { background: #a3231b; }
.notes .note::before { background: #2f5a8a; }
.notes a { display: none; }
.fix { margin: 4px 0 0; white-space: pre-wrap; }
pre { overflow-x: auto; background: light-dark(#fff, #1e1e1c); padding: 14px 18px; border-radius: 8px; }
.diff { white-space: pre-wrap; }
del { background: light-dark(#f9e2df, #3c1f1b); }
ins { background: light-dark(#e2eee3, #1d3022); text-decoration: none; font-weight: 600; }
`;
