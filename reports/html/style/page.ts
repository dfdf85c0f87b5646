/** The style of what all parts share: colours, type, navigation, signs, lists. */
export const PAGE = `
:root {
  color-scheme: light dark;
  --paper: #f7f6f3; --card: #ffffff; --ink: #1b1f27; --soft: #5a6270; --line: #e2e0da; --sunken: #f1f0ec; --link: #1d4fa8;
  --failed: #b3261e; --failed-tint: #fdeceA; --broken: #8a2a7b; --broken-tint: #f9eaf6; --warned: #8a5300; --warned-tint: #fdf1dc;
  --untried: #5645b0; --untried-tint: #eeebfb; --waived: #0b6270; --waived-tint: #e1f3f5; --passed: #17693f; --passed-tint: #e4f4ea;
  --plain: #5a6270; --plain-tint: #ecebe7; --ours: #1d4fa8; --theirs: #17693f; --key: #32507f; --string: #17693f; --marker: #ffe08a;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14161b; --card: #1b1e25; --ink: #e7e8ec; --soft: #a3aab7; --line: #30343e; --sunken: #15181e; --link: #8fb8ff;
    --failed: #ff9b93; --failed-tint: #3a1f1f; --broken: #f0a6e2; --broken-tint: #37203380; --warned: #f3c06b; --warned-tint: #33280f;
    --untried: #b9adff; --untried-tint: #28244a; --waived: #7fd3df; --waived-tint: #12323780; --passed: #7fd6a2; --passed-tint: #16301f;
    --plain: #a3aab7; --plain-tint: #2a2e37; --ours: #8fb8ff; --theirs: #7fd6a2; --key: #9fc0f5; --string: #8fd6a8; --marker: #453608;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
p, ul, ol, dl { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1, h2, h3 { line-height: 1.25; margin: 0; text-wrap: pretty; }
a, b, i, u, code, strong, span, li, dt, dd, td, th, pre { unicode-bidi: isolate; }
code, pre, .id, .seq { font-family: var(--mono); font-size: .86em; }
b, strong { font-weight: 650; }
.faint { color: var(--soft); font-weight: 400; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
/* What is many and out of sight is not laid out: a long report opens and filters as fast as a short one. */
.order { content-visibility: auto; contain-intrinsic-size: auto 6.1rem; } .other { content-visibility: auto; contain-intrinsic-size: auto 2.7rem; } .requirement { content-visibility: auto; contain-intrinsic-size: auto 3.4rem; }
summary:focus-visible { outline-offset: -3px; }

.skip { position: absolute; left: -999px; top: 0; z-index: 9; background: var(--card); padding: .6rem 1rem; }
.skip:focus { left: .5rem; top: .5rem; }
.top { position: sticky; top: 0; z-index: 5; background: var(--paper); border-bottom: 1px solid var(--line); }
.top ul { display: flex; gap: .15rem; max-width: 72rem; margin: 0 auto; padding: .45rem 1.25rem; overflow-x: auto; scrollbar-width: none; }
.top ul::-webkit-scrollbar { display: none; }
.top a { display: block; padding: .3rem .5rem; border-radius: 999px; white-space: nowrap; text-decoration: none; color: var(--ink); font-size: .9rem; }
.top a:hover { background: var(--plain-tint); }
.top .brand { margin-right: auto; }
.top .brand a { font-weight: 650; max-width: 12rem; overflow: hidden; text-overflow: ellipsis; }
.top .number { color: var(--soft); font-variant-numeric: tabular-nums; }
.top [data-part='failed'] .number { color: var(--failed); font-weight: 650; }

main { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
footer { max-width: 72rem; margin: 3rem auto 0; padding: 1.5rem 1.25rem 3rem; color: var(--soft); font-size: .875rem; }
.sign { display: inline-flex; align-items: center; gap: .35em; padding: .08em .6em .08em .45em; border-radius: 999px; font-size: .82rem; font-weight: 600; white-space: nowrap; color: var(--plain); background: var(--plain-tint); }
.sign .symbol { font-weight: 700; width: 1em; text-align: center; line-height: 1; }
.sign.small { padding: .15em .3em; }
.sign.none { background: none; }
.sign.failed { color: var(--failed); background: var(--failed-tint); } .sign.broken { color: var(--broken); background: var(--broken-tint); }
.sign.warned { color: var(--warned); background: var(--warned-tint); } .sign.not-exercised { color: var(--untried); background: var(--untried-tint); }
.sign.waived { color: var(--waived); background: var(--waived-tint); } .sign.passed { color: var(--passed); background: var(--passed-tint); }
dt { color: var(--soft); font-size: .85rem; }
dd { margin: 0; }
.part { padding-top: 3.5rem; }
h2 { font-size: 1.55rem; letter-spacing: -.01em; }
.intro { color: var(--soft); max-width: 46rem; margin-top: .35rem; }
h3 { font-size: 1.06rem; margin: 1.75rem 0 .6rem; }
.tags { display: flex; flex-wrap: wrap; gap: .3rem .7rem; align-items: baseline; }
.id { white-space: nowrap; }
.source { color: var(--soft); font-size: .875rem; max-width: 56rem; }
.source b { color: var(--ink); }
.advice { background: var(--sunken); border-radius: 10px; padding: .75rem 1rem; margin-top: 1rem; }
.advice b { display: block; font-size: .82rem; color: var(--soft); }
.aside { color: var(--soft); font-size: .875rem; margin: .5rem 0; }
.prose { white-space: pre-wrap; }
summary { cursor: pointer; }
.more { margin-top: 1rem; } .more > summary { color: var(--link); width: fit-content; }
button { font: inherit; font-size: .82rem; color: var(--link); background: none; border: 1px solid var(--line); border-radius: 7px; padding: .1rem .6rem; cursor: pointer; }
button:hover { background: var(--plain-tint); }
.tools { margin-top: .9rem; display: flex; gap: .5rem; }

.meanings { display: grid; gap: .3rem; margin-top: .6rem; } .meanings > div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 0 1rem; align-items: baseline; } .meanings dt .sign { justify-self: start; }
.untried { border-bottom: 1px solid var(--line); }
.untried li { padding: .85rem 0; border-top: 1px solid var(--line); }
.untried .advice { margin-top: .5rem; padding: .5rem .85rem; } .untried .advice b { display: inline; margin-right: .5em; }
.notes li { padding: .35rem 0; } .notes ul { padding-left: 1.25rem; color: var(--soft); font-size: .9rem; } .notes .seq { color: var(--soft); }
:target:not(section):not(header) { scroll-margin-top: 1rem; }
article:target, .requirement:target, .untried :target { outline: 2px solid var(--link); outline-offset: 4px; border-radius: 8px; }
/* A shade at an edge says that there are more parts beyond it. */
.top ul {
  background: linear-gradient(90deg, var(--paper) 40%, transparent) 0 0 / 2.5rem 100% no-repeat local, linear-gradient(270deg, var(--paper) 40%, transparent) 100% 0 / 2.5rem 100% no-repeat local,
    linear-gradient(90deg, var(--soft), transparent) 0 0 / .7rem 100% no-repeat scroll, linear-gradient(270deg, var(--soft), transparent) 100% 0 / .7rem 100% no-repeat scroll;
}
/* Where there is room for two lines of parts, none of them is out of sight. */
@media screen and (min-width: 64rem) {
  html { scroll-padding-top: 6rem; }
  .top ul { flex-wrap: wrap; gap: 0 .1rem; max-width: 80rem; overflow: visible; background: none; }
}
@media screen and (max-width: 46rem) {
  .part { padding-top: 2.5rem; }
}
`;
