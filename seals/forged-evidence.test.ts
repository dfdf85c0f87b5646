import { gunzipSync, gzipSync } from 'node:zlib';
import { test } from '@playwright/test';
import { JOURNAL } from './bundle.ts';
import { commented, edit, editLines, NESTED, retell, rewrite } from './fixtures/forger.ts';
import { expectToldOfTheOwner, isBroken, victim, type OwnManipulation } from './fixtures/forgeries.ts';

/** Of somebody who has the right key, and wishes that something else had happened. */
const EVIDENCE: readonly OwnManipulation[] = [
  {
    title: 'a line of the journal is changed',
    forge: (loot) => editLines(loot, (lines) => lines.with(6, lines[6]?.replace(/"mono":[\d.]+/, '"mono":1') ?? '')),
    told: [/^Chain: journal\.ndjson, line 7 does not follow from the lines before it/],
  },
  {
    title: 'a line of the journal is put in',
    forge: (loot) => editLines(loot, (lines) => lines.toSpliced(6, 0, lines[5] ?? '')),
    told: [/^Chain: journal\.ndjson, line 7: event 5 stands there, and 6 is due/],
  },
  {
    title: 'two lines of the journal change places and numbers',
    forge: (loot) =>
      editLines(loot, (lines) => {
        const renumbered = (line: string | undefined, seq: number) => line?.replace(/"seq":\d+/, `"seq":${seq}`) ?? '';
        return lines.with(6, renumbered(lines[7], 6)).with(7, renumbered(lines[6], 7));
      }),
    told: [/^Chain: journal\.ndjson, line 7 does not follow/],
  },
  {
    title: 'the last lines of the journal are cut off',
    forge: (loot) => editLines(loot, (lines) => lines.slice(0, -3)),
    told: [/^Chain: journal\.ndjson ends after \d+ events without the end of its run/],
  },
  {
    title: 'the last line of the journal is torn',
    forge: (loot) => edit(loot, JOURNAL, (journal) => journal.slice(0, -1)),
    told: [/^Chain: journal\.ndjson ends after \d+ events without the end of its run/],
  },
  {
    title: 'something comes after the end of the run',
    forge: (loot) =>
      retell(loot, (lines) => [...lines, { ...lines.at(-2), type: 'note', note: 'remark', text: 'and all was well' }]),
    told: [/^Chain: journal\.ndjson, line \d+ comes after the end of the run/],
  },
  {
    title: 'the chain is taken out of the journal',
    forge: (loot) => editLines(loot, (lines) => lines.map((line) => line.replace(/,"chain":"[0-9a-f]{64}"\}$/, '}'))),
    told: [/^Chain: journal\.ndjson was written without a chain/],
  },
  {
    title: 'the chain is taken out of a part of the journal',
    forge: (loot) =>
      editLines(loot, (lines) =>
        lines.map((line, index) => (index < 9 ? line : line.replace(/,"chain":"[0-9a-f]{64}"\}$/, '}'))),
      ),
    told: [/^Chain: journal\.ndjson, line 10 does not follow/],
  },
  {
    title: 'a byte of the journal is no text',
    forge: (loot) => void loot.set(JOURNAL, gzipSync(Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.from('{}\n')]))),
    told: [/^Chain: journal\.ndjson, line 1 is not UTF-8 text/],
  },
  {
    title: 'the KCI that broke the rule is taken out of the journal, which is numbered and chained anew',
    forge: (loot) => retell(loot, (lines) => lines.filter((line) => !isBroken(line))),
    told: [
      /^Verdicts: .*: the bundle says failed, judging gives (passed|not-exercised)/,
      /^Reports: index\.html at line/,
    ],
  },
  {
    title: 'the KCI that broke the rule is put right in the journal, which is chained anew',
    forge: (loot) =>
      retell(loot, (lines) =>
        lines.map((line) =>
          isBroken(line) ? (JSON.parse(JSON.stringify(line).replace('IN_PROGRESS', 'COMPLETED')) as typeof line) : line,
        ),
      ),
    told: [/^Verdicts: .*: the bundle says failed, judging gives/],
  },
  {
    title: 'the supplier claims less in the journal, which is chained anew',
    forge: (loot) =>
      retell(loot, ([header, ...events]) => [
        { ...header, profile: { ...(header?.profile as object), features: ['availability', 'provide'] } },
        ...events,
      ]),
    told: [
      /^Verdicts: .*judging gives/,
      /^Manifest: at \/run\/profile\/features\/\d+ it says "\S+", and the evidence gives/,
    ],
  },
  {
    title: 'the journal is one that nobody could have written',
    forge: (loot) => retell(loot, ([header, ...events]) => [{ ...header, profile: 'all of it' }, ...events]),
    told: [/^Verdicts: the evidence cannot be judged again/],
  },
  {
    title: 'the journal names contract documents that the bundle does not hold',
    forge: (loot) =>
      retell(loot, ([header, ...events]) => [{ ...header, contractFiles: { supplierApi: '/etc/passwd' } }, ...events]),
    told: [/^Verdicts: the evidence cannot be judged again: cannot read the contract/],
  },
  {
    title: 'the journal calls itself one of shards',
    forge: (loot) =>
      retell(loot, ([header, ...events]) => [
        { ...header, shards: [{ index: 1, startedAt: header?.startedAt }] },
        ...events,
      ]),
    told: [/^Chain: shards\/shard-1\.ndjson is missing/],
  },
  {
    title: 'a line of the journal says something twice, for readers to choose from, and is chained anew',
    forge: (loot) =>
      rewrite(loot, (lines) => lines.with(5, lines[5]?.replace('{', '{"at":"1999-01-01T00:00:00.000Z",') ?? '')),
    told: [/^Chain: journal\.ndjson, line 6 is not laid out as the harness writes it/],
  },
  {
    title: 'the packing of the journal has a comment',
    forge: (loot) => void loot.set(JOURNAL, commented(gunzipSync(loot.get(JOURNAL) ?? Buffer.of()), 'approved')),
    told: [
      /^Members: journal\.ndjson\.gz does not unpack/,
      /^Chain: journal\.ndjson is missing, or cannot be unpacked/,
    ],
  },
  {
    title: 'the journal is packed in two pieces, of which other readers show the first',
    forge: (loot) => {
      const journal = gunzipSync(loot.get(JOURNAL) ?? Buffer.of());
      loot.set(JOURNAL, Buffer.concat([gzipSync(journal.subarray(0, 999)), gzipSync(journal.subarray(999))]));
    },
    told: [/^Members: journal\.ndjson\.gz does not unpack/],
  },
  {
    title: 'the journal knows of a waiver without an end',
    forge: (loot) =>
      retell(loot, ([header, ...events]) => [
        {
          ...header,
          waivers: [
            {
              requirement: 'KCI-TERMINAL',
              outcome: 'failed',
              reason: 'none',
              owner: 'Jo',
              expires: 'never',
              place: 'a',
            },
          ],
        },
        ...events,
      ]),
    told: [/^Chain: journal\.ndjson, line 1: its waivers are not such as a list of known failures may hold/],
  },
  ...(
    [
      ['shards', 5, /^Chain: journal\.ndjson, line 1: its shards are no list of shards/],
      ['shards', [], /^Chain: journal\.ndjson, line 1: its shards are no list of shards/],
      ['waivers', 'all', /^Chain: journal\.ndjson, line 1: its waivers are not such/],
      ['contractFiles', { supplierApi: 5 }, /^Chain: journal\.ndjson, line 1: its contract files are no paths/],
      ['format', { toString: 1 }, /^Chain: journal\.ndjson is not a journal of this harness/],
    ] as const
  ).map(([name, value, told]): OwnManipulation => ({
    title: `the journal begins with ${name} such as ${JSON.stringify(value)}`,
    forge: (loot) => retell(loot, ([header, ...events]) => [{ ...header, [name]: value }, ...events]),
    told: [told],
  })),
  {
    title: 'the number of an event is none',
    forge: (loot) => rewrite(loot, (lines) => lines.with(3, '{"seq":{"toString":1,"valueOf":1}}')),
    told: [/^Chain: journal\.ndjson, line 4 is no event/],
  },
  {
    title: 'events tell nothing of what they should',
    forge: (loot) =>
      rewrite(loot, (lines) => lines.with(3, '{"seq":3,"type":"inbound","at":{"toString":1},"mono":{}}')),
    told: [/^Verdicts: the evidence cannot be judged again/],
  },
  {
    title: 'the journal is nested without end',
    forge: (loot) =>
      rewrite(loot, ([header = '', ...events]) => [header.replace('{', `{"more":${NESTED},`), ...events]),
    told: [/^Chain: journal\.ndjson cannot be read: Maximum call stack/],
  },
];

const sealed = victim();

for (const manipulation of EVIDENCE) {
  test(`with the right key: ${manipulation.title}`, () => expectToldOfTheOwner(manipulation, sealed()));
}
