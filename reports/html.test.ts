import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { fakeContract } from '../checks/fixtures/contract.ts';
import { history, note } from '../checks/fixtures/history.ts';
import { blocks } from '../checks/verdict.ts';
import { lastLink } from '../evidence/chain.ts';
import { journalOf, type RecordedRun } from '../evidence/journal.ts';
import { CHECKS, REQUIREMENTS } from './fixtures/catalogue.ts';
import { large } from './fixtures/large.ts';
import { recorded, sample, sampleHistory, verdict } from './fixtures/sample.ts';
import { renderReport } from './html.ts';
import type { ReportInput } from './input.ts';
import { resultsOf } from './results.ts';

/** The part of a page with that id, up to the next part. */
function part(page: string, id: string): string {
  const start = page.indexOf(` id="${id}"`);
  if (start < 0) return '';
  const end = page.indexOf('<section class="part"', start);
  return page.slice(start, end < 0 ? undefined : end);
}

const words = (markup: string) => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

test('the cover tells the decision, totals that add up, and who was tested with what', () => {
  const input = sample();
  const cover = words(part(renderReport(input), 'summary'));
  expect(cover).toContain(
    'Not certifiable No: Acme Fibre may not go live yet. 8 binding requirements stand in the way: 4 failed, 1 could not be judged, 3 not exercised.',
  );
  expect(cover).toContain('8 + 4 + 1 + 4 + 2 + 1 + 2 = 22 verdicts on 21 requirements');
  expect(cover).toMatch(
    /What these words mean .*not exercised Nothing brought the situation about. It is never a pass\./,
  );
  expect(cover).toMatch(/\d of \d orders, problems and tests would have misled a retailer or left one in the dark/);
  for (const fact of [
    'Acme Fibre',
    'http://supplier.example',
    'TENANT1',
    'supplier-conformance 0.1.0',
    '424242',
    '2026-01-12 09:00:00 UTC',
    '4d'.repeat(32),
    'Not claimed, so not judged: switch, modify, cease',
  ]) {
    expect(cover).toContain(fact);
  }
});

/** The run of a sample with something of it changed, as a report is drawn from it. */
function rerun(change: Partial<RecordedRun['header']>, happened = sampleHistory(), verdicts = sample().verdicts) {
  const { header } = recorded(happened);
  const run = { header: { ...header, ...change }, history: happened };
  return { ...sample(), run, verdicts, results: resultsOf(run, verdicts) };
}

const coverOf = (input: ReportInput) => words(part(renderReport(input), 'summary'));

test('the cover says that the environment was tested without credentials, also where nothing judges that', () => {
  const told = 'Whether the environment turns away who shows no credentials: it was tested without any.';
  const besideDecision = 'It was tested without credentials: whether it turns away who shows none is not known.';
  expect(coverOf(sample())).not.toContain(told);
  expect(coverOf(sample())).not.toContain(besideDecision);
  const bare = sampleHistory().map((event) =>
    event.type === 'request'
      ? { ...event, headers: event.headers.filter(([name]) => name !== 'Authorization') }
      : event,
  );
  const cover = coverOf(rerun({ only: ['KCI-OWN'] }, bare, [verdict('KCI-OWN', 'passed')]));
  expect(cover).toContain(told);
  expect(cover).toContain(besideDecision);
});

test('a run that was limited, a shard or interrupted says what it has left out, and claims to have tried all no more', () => {
  const all = 'Every requirement that the claimed features bring into force and a test can show was tried.';
  const passed = [verdict('KCI-OWN', 'passed')];
  expect(coverOf(rerun({}, sampleHistory(), passed))).toContain(all);
  const limited = coverOf(rerun({ only: ['KCI-OWN'] }, sampleHistory(), passed));
  expect(limited).toContain(
    'The run was limited to KCI-OWN: it looked at 1 of 21 requirements that a test can show; the others have not been tried.',
  );
  const shard = coverOf(rerun({ shard: { index: 1, of: 3 } }, sampleHistory(), passed));
  expect(shard).toContain(
    'This is shard 1 of 3: what the other shards play is not in it, and it looked at 1 of 21 requirements that a test can show.',
  );
  const interrupted = coverOf(rerun({}, sampleHistory().slice(0, -1), passed));
  expect(interrupted).toContain('The run was interrupted: what it had not come to has not been tried.');
  for (const cover of [limited, shard, interrupted]) expect(cover).not.toContain(all);
});

test('what an interrupted run has not seen is not told how to exercise, but to run it again', () => {
  const verdicts = [verdict('AVL-OUTSIDE', 'not-exercised'), verdict('CAN-OUTCOME', 'not-exercised')];
  const cover = coverOf(rerun({}, sampleHistory().slice(0, -1), verdicts));
  expect(cover).toContain('This run cannot tell: it takes a whole run.');
  expect(cover).toContain(
    'See to this 2 binding requirements had not been seen when the run was interrupted: run it again, to its end. What stands in the way',
  );
  expect(cover).not.toContain('What to do:');
  const failed = coverOf(rerun({}, sampleHistory().slice(0, -1), [...verdicts, verdict('KCI-OWN', 'failed')]));
  expect(failed).toMatch(/No: Acme Fibre may not go live yet\..* Fix this .*KCI-OWN .* run it again, to its end\./);
  expect(coverOf(rerun({}, sampleHistory(), verdicts))).toContain('See to these first');
});

test('the cover names what was warned of, in full where nothing is in the way', () => {
  const warned = (...ids: readonly string[]) =>
    ids.map((id) => verdict(id, 'failed', { violations: [{ expected: 'the same id', actual: 'another', seen: [4] }] }));
  const one = coverOf(rerun({}, sampleHistory(), warned('HTTP-IDS')));
  expect(one).toContain(
    'A warning, not in the way HTTP-IDS The supplier should repeat X-Request-ID and X-Conversation-ID in its answer. Expected the same id; seen another.',
  );
  const both = coverOf(rerun({}, sampleHistory(), [...warned('HTTP-IDS', 'ORD-ECHO'), verdict('KCI-OWN', 'failed')]));
  expect(both).toContain('2 warnings , not in the way: HTTP-IDS , ORD-ECHO');
});

test('what kept journeys from setting out is told with what was not exercised, and on the cover', () => {
  const noted = (journey: string, text: string) => note('remark', text, journey);
  const happened = history(
    noted('modify', 'no live service is ordered for: data.liveServices names none'),
    noted('order-delayed', 'ORDER_DELAYED is not played: the configuration has no steering for it'),
    noted('order-pending', 'ORDER_PENDING is not played: the configuration has no steering for it'),
    { type: 'end', reason: 'finished' },
  );
  const untried = [verdict('CAN-OUTCOME', 'not-exercised')];
  const page = renderReport(rerun({}, happened, untried));
  expect(words(part(page, 'summary'))).toContain(
    'The run noted why it could not try things: the configuration has no steering for it; data.liveServices names none.',
  );
  expect(words(part(page, 'not-exercised'))).toMatch(
    /Why, as far as the run noted it.* the configuration has no steering for it : ORDER_DELAYED is not played, ORDER_PENDING is not played \(2 journeys\).* data\.liveServices names none : no live service is ordered for \(1 journey\).*In the way/,
  );
  const tried = rerun({}, happened, [verdict('CAN-OUTCOME', 'passed')]);
  expect(coverOf(tried)).not.toContain('could not try things');
});

test('what stands in the way is listed, each with a link to where it is explained', () => {
  const input = sample();
  const page = renderReport(input);
  const listed = (id: string) =>
    [
      ...(part(page, id).split('</section>')[0] ?? '')
        // What something goes with is linked too.
        .replaceAll(/All of it was found in [^.]*/g, '')
        .matchAll(/<a class="id" href="#([^"]+)">([^<]+)</g),
    ].map(([, , requirement = '']) => requirement);
  const expected = [...new Set(input.verdicts.filter(blocks).map(({ requirement }) => requirement))].toSorted();
  expect(listed('fix-first')).toHaveLength(3);
  expect([...listed('fix-first'), ...listed('in-the-way')].toSorted()).toEqual(expected);
  for (const [, anchor] of page.matchAll(/ href="#([^"]+)"/g)) expect(page, anchor).toContain(` id="${anchor}"`);
});

test('a good run says so and has nothing in the way', () => {
  const run = recorded(sampleHistory());
  const verdicts = [
    verdict('AVL-OFFERED', 'passed'),
    verdict('HTTP-IDS', 'failed', { violations: [{ expected: 'a', actual: 'b', seen: [4] }] }),
  ];
  const page = renderReport({
    run,
    verdicts,
    requirements: REQUIREMENTS,
    checks: CHECKS,
    results: resultsOf(run, verdicts),
  });
  expect(words(part(page, 'summary'))).toContain(
    'Certifiable Yes: nothing that this run tested keeps Acme Fibre from going live. Every binding requirement of the claimed features was exercised and met.',
  );
  expect(page).not.toContain('id="in-the-way"');
  expect(page).not.toContain('id="fix-first"');
  expect(page).not.toContain('<section class="part" id="failed"');
  expect(part(page, 'warned')).toContain('HTTP-IDS');
});

test('a failure shows the rule, its source, what was expected and seen, what to do, and the messages', () => {
  const page = renderReport({ ...sample(), contract: fakeContract() });
  const failed = words(part(page, 'failed'));
  expect(failed).toContain('The body of an answer must conform to the documented part of its schema.');
  expect(failed).toContain(
    'MUST · documented (stated by the official documentation) · binding: a breach stands in the way',
  );
  expect(failed).toContain('Supplier API 1.15, order management: handleCreateOrder');
  expect(failed).toContain('What to do Look at the message below');
  expect(failed).toContain(
    'GET /available-appointments · looks at every answer it is about · http-body · looked at 3 times, 2 findings',
  );
  expect(failed).toContain('Seen &quot;2026-02-02T08:00:00&quot;');
  expect(part(page, 'failed')).toMatch(/<mark>.*timeslotStartDateTime.*2026-02-02T08:00:00.*<\/mark>/);
  expect(failed).toContain('No answer event 8, 09:00:00.800 timeout: nothing came within 10 s');
  expect(failed).toContain('curl -i -X &#39;POST&#39; &#39;http://supplier.example/appointments&#39;');
  expect(failed).toContain('The same 4 times more: the messages');
  expect(failed).toMatch(/KCI-SEQUENCE Each KCI.* All of it was found in messages in which KCI-TERMINAL was found too/);
  expect(failed.match(/All of it was found/g)).toHaveLength(1);
});

test('what was not exercised, was waived, is untested, or was left over is told with what is known of it', () => {
  const page = renderReport(sample());
  const untried = words(part(page, 'not-exercised'));
  expect(untried).toMatch(
    /In the way: binding.*AVL-OUTSIDE.*APT-RESERVED.*CAN-OUTCOME.*To exercise all 3 Let the test system.*Not in the way.*KCI-TIME.*To exercise it Let the test system/,
  );
  expect(untried.match(/To exercise/g)).toHaveLength(2);
  expect(words(part(page, 'waived'))).toContain(
    'Waived until 2026-03-01, by Jo Doe Why The staging system forgets completed orders: harmless More https://tracker.example/browse/AMD-1',
  );
  expect(words(part(page, 'requirements'))).toContain('It binds the gateway; nothing that a supplier does shows it.');
  expect(words(part(page, 'broken'))).toContain('the check threw: cannot read properties of undefined');
  const run = words(part(page, 'run'));
  expect(run).toContain('order 7002 (ACME-7002) could not be cancelled');
  expect(run).toContain('the journey provide-completed stumbled over harmless');
  expect(run).toContain('the KCI that completes order 7001, 12.0 s');
});

test('every requirement is in the list, with its outcome', () => {
  const list = part(renderReport(sample()), 'requirements');
  for (const { id } of REQUIREMENTS) expect(list).toContain(` id="requirement-${id}"`);
  expect(list).toContain('data-mark="failed" data-level="MUST" id="requirement-HTTP-ANSWERED"');
  expect(list).toContain('data-mark="untested" data-level="MUST" id="requirement-KCI-ORDER-BUFFER"');
  expect(list).toContain('data-mark="not-applicable" data-level="MUST" id="requirement-CEASE-REFUSED"');
});

test('orders are told message by message, with what was found in them', () => {
  const told = words(part(renderReport(sample()), 'orders'));
  expect(told).toMatch(/Order 7001 provide · ORDER_SUCCESSFUL ACME-7001 .* 3 KCIs in 14\.4 s/);
  expect(told).toMatch(/\+12\.3 s 2 KCI 2: COMPLETED .*KCI-SEQUENCE/);
  expect(told).toContain('before the answer to the order');
  expect(told).toContain('answered 503, as this test meant it to');
  expect(told).toMatch(/sent again, as #\d+/);
});

test('the page allows nothing but its own style and script', () => {
  const page = renderReport(sample());
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  const hash = (pattern: RegExp) =>
    createHash('sha256')
      .update(pattern.exec(page)?.[1] ?? '')
      .digest('base64');
  expect(policy).toBe(
    `default-src 'none'; style-src 'sha256-${hash(/<style>([^]*?)<\/style>/)}'; script-src 'sha256-${hash(/<script>([^]*?)<\/script>/)}'; base-uri 'none'; form-action 'none'`,
  );
  expect(page).not.toMatch(/ (?:src|srcset|style|on\w+|action|poster|data)=/);
  expect(page).not.toMatch(/ href="(?!#)/);
});

test('whatever a supplier sends stays text', () => {
  const hostile = `"'\`><script>own()</script><img src=x onerror=own()></style></title></code></pre>&#60;\u0000\u001b\u202e`;
  const input = sample(hostile, hostile);
  const verdicts = [
    ...input.verdicts,
    verdict('CEASE-REFUSED', 'broken', { reason: hostile, operation: hostile, check: hostile }),
  ];
  const page = renderReport({
    ...input,
    verdicts,
    results: { ...input.results, verdicts, contract: { [hostile]: hostile } },
  });
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toContain('<img');
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  for (const character of ['\u0000', '\u001b', '\u202e']) expect(page).not.toContain(character);
  expect(page).toContain('&lt;script&gt;own()&lt;/script&gt;');
  expect(page).toContain('␀␛⟨U+202E⟩');
});

test('a report of 20,000 events keeps its size, and says what it leaves out', () => {
  const input = large(20_000);
  expect(input.run.history.length).toBeGreaterThan(19_900);
  const page = renderReport(input);
  expect(page.length).toBeLessThan(12_000_000);
  expect(words(page.slice(-20_000))).toMatch(/leaves \d+ others to the journal/);
  expect(words(part(page, 'orders'))).toMatch(/\d+ further orders are in the journal only/);
  expect(words(part(page, 'failed'))).toContain('The same 49 times more: the messages');
});

test('what was seen of the contract stands in tables, each cell with a sign and a word', () => {
  const page = renderReport(sample());
  const seen = words(part(page, 'coverage'));
  expect(seen).toContain('Answers 6 of 22 seen Operation 200 201 202 400');
  expect(seen).toMatch(/POST \/service-orders 201 ✓ once 202 ✓ once 400 ○ not seen 401 – out of reach/);
  expect(seen).toContain('COMMITTED ✓ 2 times');
  expect(seen).toContain('CREATED – out of reach');
  expect(part(page, 'coverage')).toContain('title="not claimed: unsolicited-cease"');
  expect(seen).toContain('Orders: from status to status 4 of 40 seen');
  expect(seen).toMatch(/IN_ PROGRESS → ACKNOWLEDGED ○ not seen stays so ✓ once/);
  expect(seen).toContain('→ IN_PROGRESS ✓ once, not described');
  expect(seen).toContain('Ceases that the supplier started out of reach: not claimed: unsolicited-cease');
  expect(seen).toMatch(/By which reason codes .*COMMITTED ✓ seen : ACKNOWLEDGED → IN_PROGRESS, 2 times ○ not seen : /);
});

test('results without coverage make a report without that part', () => {
  const input = sample();
  const { coverage: _, ...results } = input.results;
  expect(part(renderReport({ ...input, results }), 'coverage')).toBe('');
});

test('the fingerprint of the evidence is the last link of the journal, and is told on the cover', () => {
  const { run } = sample();
  const last = journalOf(run).toString().trimEnd().split('\n').at(-1) ?? '{}';
  const chain = lastLink([run.header, ...run.history]);
  expect((JSON.parse(last) as { readonly chain?: string }).chain).toBe(chain);
  expect(words(part(renderReport({ ...sample(), chain }), 'summary'))).toContain(chain);
});

test('the same run makes the same report, byte for byte, wherever and whenever it is drawn', () => {
  const input = { ...sample(), contract: fakeContract() };
  const now = { zone: process.env.TZ, language: process.env.LANG };
  const page = renderReport(input);
  try {
    process.env.TZ = 'Asia/Kathmandu';
    process.env.LANG = 'ar_EG.UTF-8';
    expect(renderReport(input) === page).toBe(true);
  } finally {
    process.env.TZ = now.zone ?? 'UTC';
    process.env.LANG = now.language ?? 'C';
  }
});

test('a verdict on an unknown requirement is an error, not a loss', () => {
  const input = sample();
  const stray = { ...verdict('KCI-OWN', 'failed'), requirement: 'KCI-STRAY' };
  expect(() => renderReport({ ...input, verdicts: [stray] })).toThrow(/KCI-STRAY, which is not in the catalogue/);
});
